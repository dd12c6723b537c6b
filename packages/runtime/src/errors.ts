import { defineErrors, type ErrorTable } from '@mortise/errors'

const table = {
  SIGN_IN_REQUIRED: { kind: 'user', status: 401, zh: '请先登录。', en: 'Sign in first.' },
  SIGN_IN_FAILED: {
    kind: 'user',
    status: 401,
    zh: '邮箱或密码不对。请检查后再试。',
    en: 'The e-mail address or the password is wrong. Check both and try again.',
  },
  SIGN_IN_TOO_OFTEN: {
    kind: 'user',
    status: 429,
    zh: '尝试次数太多，请 {minutes} 分钟后再试。',
    en: 'Too many attempts. Try again in {minutes} minutes.',
  },
  PASSWORD_TOO_WEAK: {
    kind: 'user',
    zh: '密码至少 8 个字符，且不能是常见密码。',
    en: 'A password has at least 8 characters and is not a common one.',
  },
  FORBIDDEN: {
    kind: 'user',
    status: 403,
    zh: '你没有权限这样做：{what}。',
    en: 'You are not allowed to do this: {what}.',
  },
  ENTITY_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的表单。',
    en: 'There is no entity named {name}.',
  },
  RECORD_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这条记录，或你无权查看。',
    en: 'There is no such record, or you may not see it.',
  },
  RECORD_INVALID: {
    kind: 'user',
    status: 422,
    zh: '有 {count} 处填写不对，请改正后再保存。',
    en: '{count} entries are not right. Correct them and save again.',
  },
  RECORD_LOCKED: {
    kind: 'user',
    status: 423,
    zh: '这条记录已锁定，不能修改：{why}。',
    en: 'This record is locked and can’t be changed: {why}.',
  },
  RECORD_DUPLICATE: {
    kind: 'user',
    status: 409,
    zh: '与已有记录重复：{title}。',
    en: 'The same record exists already: {title}.',
  },
  TRANSITION_REFUSED: {
    kind: 'user',
    status: 422,
    zh: '“{field}”不能从“{from}”改为“{to}”。',
    en: '“{field}” can’t change from “{from}” to “{to}”.',
  },
  RULES_DISAGREE: {
    kind: 'user',
    status: 422,
    zh: '规则“{a}”与“{b}”互相改写，未能得出结果。请停用其中一条。',
    en: 'The rules “{a}” and “{b}” keep overwriting each other. Switch one of them off.',
  },
  RULE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的可手动执行的规则。',
    en: 'There is no manual rule named {name}.',
  },
  RULE_NOT_MATCHING: {
    kind: 'user',
    status: 422,
    zh: '这条记录不符合“{name}”的条件。',
    en: 'This record does not meet the condition of “{name}”.',
  },
  FLOW_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的流程。',
    en: 'There is no flow named {name}.',
  },
  FLOW_RUNNING: {
    kind: 'user',
    status: 409,
    zh: '这条记录已有“{name}”流程在进行中。',
    en: 'A “{name}” flow is already running on this record.',
  },
  WORK_ITEM_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个待办，或它不属于你。',
    en: 'There is no such work item, or it is not yours.',
  },
  COMMAND_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的操作。',
    en: 'There is no command named {name}.',
  },
  DESIGN_PROBLEMS: {
    kind: 'user',
    status: 422,
    zh: '还有 {count} 个问题要先解决，才能发布。',
    en: '{count} problems have to be solved before publishing.',
  },
  DESIGN_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个设计文档：{kind}/{key}。',
    en: 'There is no such document: {kind}/{key}.',
  },
  DESIGN_INVALID: {
    kind: 'user',
    status: 422,
    zh: '文档有 {count} 处不对。',
    en: 'The document has {count} faults.',
  },
  REPORT_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的报表。',
    en: 'There is no report named {name}.',
  },
  PRINT_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的打印模板。',
    en: 'There is no print template named {name}.',
  },
  IMPORT_NOT_FOUND: { kind: 'user', status: 404, zh: '没有这次导入。', en: 'There is no such import.' },
  IMPORT_STATE: {
    kind: 'user',
    status: 409,
    zh: '导入处于“{state}”状态，不能{what}。',
    en: 'The import is {state} and can’t be {what}.',
  },
  IMPORT_FILE_UNREADABLE: {
    kind: 'user',
    status: 422,
    zh: '读不了这个文件：{why}。请另存为 UTF-8 的 CSV 或 XLSX 再试。',
    en: 'The file can’t be read: {why}. Save it as UTF-8 CSV or XLSX and try again.',
  },
  FILE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个文件，或你无权查看。',
    en: 'There is no such file, or you may not see it.',
  },
  APP_INVALID: {
    kind: 'user',
    status: 422,
    zh: '应用“{name}”有 {count} 处错误，没有安装。',
    en: 'The app “{name}” has {count} faults and was not installed.',
  },
  OUTBOUND_BLOCKED: {
    kind: 'user',
    zh: '不允许连接到 {host}。请让管理员把它加入允许名单。',
    en: 'Connecting to {host} is not allowed. Ask an administrator to add it to the allow-list.',
  },
  OUTBOUND_FAILED: {
    kind: 'operational',
    zh: '连接 {host} 失败：{why}。',
    en: 'The connection to {host} failed: {why}.',
  },
  BULK_TOO_LARGE: {
    kind: 'user',
    status: 413,
    zh: '一次最多处理 {limit} 条记录。请缩小范围后分批进行。',
    en: 'At most {limit} records can be changed at once. Narrow the choice and go in steps.',
  },
  EXPORT_REFUSED: {
    kind: 'user',
    status: 403,
    zh: '你没有权限导出{name}。需要的话，请联系管理员。',
    en: 'You may not export {name}. Ask your administrator if you need to.',
  },
  IMPORT_MAPPING_INVALID: {
    kind: 'user',
    status: 422,
    zh: '列“{column}”不能对应到字段“{field}”。请另选一个字段。',
    en: 'Column “{column}” can’t go into the field “{field}”. Choose another field.',
  },
  LAST_ADMIN: {
    kind: 'user',
    status: 409,
    zh: '这是最后一位管理员，不能停用或去掉管理员角色。请先另设一位管理员。',
    en: 'This is the last administrator and has to stay one. Make somebody else an administrator first.',
  },
  OWNER_REFUSED: {
    kind: 'user',
    status: 403,
    zh: '不能把记录交给这个人。',
    en: 'You may not hand the record to this person.',
  },
} as const

/** Errors of the use cases, by code. */
export const errors: ErrorTable<keyof typeof table> = defineErrors(table)
