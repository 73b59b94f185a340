"""What is said of a history file, in both languages: every reason with what to do about it."""

from models.kernel.language import Text

NO_ROWS = Text(
    "文件中没有数据行：请在表头下每批填写一行",
    "the file has no rows: give one row a batch, under a header",
)
NOT_COUNT = Text("不是个数", "is no number of boxes")
WRITE_COUNT = Text("请写整数，如 2", "write a whole number, such as 2")
NOT_CHANNEL = Text("“{part}”不是检查方式", "names '{part}', which is no way of looking at goods")
NOT_REASON = Text("“{part}”不是不合格原因", "names '{part}', which is no reason that is known")
NOT_STATUS = Text("“{part}”不是认定状态", "is '{part}', which is no state of a finding")
NOT_PLACE = Text("“{part}”不是发现环节", "is '{part}', which is no place of a finding")
NOT_TRUTH = Text("“{part}”不是是或否", "is '{part}', neither yes nor no")

AHEAD = Text("晚于现在（{now}）", "lies ahead of now ({now})")
CORRECT_DAY = Text(
    "请更正日期；未结束的批次不要写入", "correct the day; leave out what is not over"
)
NO_BOXES = Text("一批至少一箱", "makes a batch without boxes")
COUNT_AGAIN = Text("请核对箱数", "count the boxes again")
MORE_THAN = Text("多于{what}（{most}）", "is more than {what} ({most})")
NAME_THE_UNIT = Text(
    "请核对净重、箱数，并在表头写明单位，如“净重(吨)”",
    "compare weight and boxes, and write the unit into the header, such as 'net weight (t)'",
)
DIFFERS = Text("与第 {row} 行的“{wanted}”不同", "differs from '{wanted}' in row {row}")
REPEAT = Text(
    "同一批的后续行须与首行一致或留空",
    "repeat the first row of the batch, or leave it blank",
)
BATCH_TWICE = Text("第 {row} 行已有这一批", "stands in row {row} already")
ONCE = Text(
    "每批只能出现一次；同一批的多个发现写在相邻的行",
    "leave one of them out; further findings of a batch stand in the rows right under it",
)
FOUND_TWICE = Text("第 {row} 行已有同一发现", "is the same finding as in row {row}")
ONE_FINDING = Text("同一批同一原因只写一次", "write each reason of a batch once")
HALF_FINDING = Text("没有填写，而{there}已填写", "is missing beside {there}")
WHOLE_FINDING = Text(
    "原因和状态要么都写，要么都不写", "write reason and status both, or neither of them"
)
NOT_LOOKED = Text("在未检查项目之列", "is among what nobody looked for")
LOOKED_OR_NOT = Text(
    "已确认的原因必然被查过：请更正其中之一",
    "what was confirmed was looked for: correct one of the two",
)
HALF_MADE_UP = Text(
    "与前面的行不同：文件一半是合成的", "differs from the rows above: half is made up"
)
ONE_SORT = Text(
    "合成数据和真实数据要分成两个文件", "keep made-up batches and real ones in files of their own"
)

# Against what is known.
OTHER_RECORD = Text(
    "已从文件 {file} 导入，而内容不同",
    "was imported from the file {file} before, and said something else",
)
LEAVE_OUT = Text(
    "已记录的不会改变：请删去该批，或核对哪一份正确",
    "what is recorded does not change: leave the batch out, or find out which record is right",
)
OURS = Text("是本系统的票 {tracking_no}", "is our own consignment {tracking_no}")
COUNTED_ANYWAY = Text(
    "它已计入：请删去该批",
    "it counts already: leave the batch out",
)
MADE_UP_BESIDE_REAL = Text(
    "是合成数据，而账本中有真实的历史",
    "is made up, and the ledger has a real history",
)
REAL_BESIDE_MADE_UP = Text(
    "是真实数据，而账本中有合成的历史",
    "is real, and the ledger has a history that is made up",
)
NO_MIXING = Text(
    "两者不能混在一起：合成数据只用于测试系统",
    "the two are never mixed: play made-up histories into a stack of their own",
)
