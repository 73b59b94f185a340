"""Why a command is refused here, and what to do instead."""

from models.kernel.language import Text

RETURN_ORDERED = Text("已责令退运", "the return has been ordered already")
NO_RETURN_WANTED = Text(
    "企业没有待决定的退运申请；如需退运请责令退运（order_return）",
    "no application for a return waits; to order one: order_return",
)
GOODS_DESTROYED = Text("货物已销毁", "the goods have been destroyed")
NOT_BACK = Text("箱{box}尚未回港", "box {box} has not come back to the port")
CAME_BACK_WELL = Text("箱{box}回港情况相符", "box {box} came back as it should")
NO_TOPIC = Text(
    "未责令退运；请写明处罚事由：{topics}",
    "no return has been ordered; name what the penalty is for: {topics}",
)
NO_SUCH_TOPIC = Text(
    "规则中没有处罚事由{topic}；现有：{topics}",
    "the rulebook has no penalty for {topic}; it has {topics}",
)
NOTHING_TO_FINE = Text(
    "不具备{topic}的处罚条件；尚缺：{grounds}",
    "there is nothing to fine under {topic}; it takes {grounds}",
)
OUT_OF_BOUNDS = Text(
    "按{topic}处罚应在{least}元至{most}元之间（{law}），不能为{amount}元；请更正金额，或改用其他事由（topic）",
    "under {topic} a penalty is CNY {least} to {most} ({law}), not {amount}: correct the amount, or"
    " name another topic",
)
VALUE_IN_YUAN = Text(
    "罚款按货值计算，而申报货值以{currency}计；请填写所涉货物的人民币货值（value_cny）",
    "the penalty goes by the value of the goods, which is declared in {currency}: say what those"
    " concerned are worth in yuan (value_cny)",
)
WORTH_LESS = Text(
    "所涉货物的货值{value}元超过整票申报货值{all}元；请更正value_cny",
    "the goods concerned cannot be worth CNY {value}, all were declared as {all}: correct"
    " value_cny",
)
PENALTY_DECIDED = Text("已作出处罚决定", "the penalty has been decided already")
