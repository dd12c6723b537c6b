import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'STORE_NAME_INVALID'
  | 'STORE_MODEL_STALE'
  | 'STORE_WORKSPACE_EXISTS'
  | 'STORE_MIGRATION_CHANGED'
  | 'STORE_MIGRATION_NEWER'
  | 'STORE_UNAVAILABLE'
  | 'STORE_TRANSACTION_NEEDED'
  | 'STORE_BUSY'
  | 'STORE_FULL'
  | 'STORE_CHANGE_TARGET'
  | 'STORE_CHANGE_UNPREPARED'
  | 'STORE_VALUE_INVALID'
  | 'STORE_EXPRESSION_INVALID'
  | 'RECORD_ENTITY_UNKNOWN'
  | 'RECORD_NOT_FOUND'
  | 'RECORD_FIELD_UNKNOWN'
  | 'RECORD_FIELD_UNKNOWN_NEAR'
  | 'RECORD_FIELD_READONLY'
  | 'RECORD_FORBIDDEN'
  | 'RECORD_ASSIGN_FORBIDDEN'
  | 'RECORD_CONFLICT'
  | 'RECORD_DUPLICATE_VALUE'
  | 'RECORD_LINK_MISSING'
  | 'RECORD_IN_USE'
  | 'RECORD_LINK_FORBIDDEN'
  | 'RECORD_ROW_UNKNOWN'
  | 'RECORD_CURSOR_INVALID'
  | 'RECORD_QUERY_TOO_LARGE'
  | 'QUERY_TOO_HEAVY'
  | 'QUERY_TOO_MANY_CELLS'

const user = 'user' as const
const unknownField = { kind: user, zh: '没有字段“{name}”。', en: 'there is no field "{name}"' }

/** What can go wrong at the door to the data. Texts say what to do. */
export const storeErrors: ErrorTable<Code> = defineErrors<Code>({
  STORE_NAME_INVALID: {
    kind: user,
    zh: '名称“{name}”不能用作标识：请用小写字母开头，只含小写字母、数字和下划线，最长 48 个字符。',
    en: '"{name}" is no valid key: start with a lower-case letter, then lower-case letters, digits and underscores, at most 48 characters',
  },
  STORE_MODEL_STALE: {
    kind: 'operational',
    status: 409,
    zh: '应用刚刚更新过，请刷新后重试。',
    en: 'the application was changed a moment ago; reload and try again',
  },
  STORE_WORKSPACE_EXISTS: {
    kind: user,
    status: 409,
    zh: '工作区“{key}”已存在。请换一个标识。',
    en: 'workspace "{key}" exists already; choose another key',
  },
  STORE_MIGRATION_CHANGED: {
    kind: 'unexpected',
    zh: '数据库升级脚本 {name} 与已执行的版本不同。请使用原来的程序版本。',
    en: 'migration {name} differs from the one that was run; use the release it came with',
  },
  STORE_MIGRATION_NEWER: {
    kind: 'operational',
    zh: '数据库由更新的版本升级过（{name}）。请安装该版本或更新的版本。',
    en: 'the database was migrated by a newer release ({name}); install that release or a newer one',
  },
  STORE_UNAVAILABLE: {
    kind: 'operational',
    zh: '数据库暂时连接不上，请稍后再试。',
    en: 'the database cannot be reached at the moment; try again later',
  },
  STORE_TRANSACTION_NEEDED: {
    kind: 'unexpected',
    zh: '写入数据必须在事务中进行。',
    en: 'records are written inside a transaction only',
  },
  STORE_BUSY: {
    kind: 'operational',
    status: 409,
    zh: '数据正被其他操作占用，请稍后再试。',
    en: 'the data is in use by another operation; try again in a moment',
  },
  STORE_FULL: {
    kind: 'operational',
    status: 507,
    zh: '数据库的磁盘已满，请联系管理员清理空间。',
    en: 'the disk of the database is full; ask your administrator to make room',
  },
  STORE_CHANGE_TARGET: {
    kind: user,
    status: 409,
    zh: '字段{fieldZh}要改为指向{zh}，而后者在同一次发布中新建或改标识。请先发布后者，再发布这个字段的类型。',
    en: 'field {fieldEn} is to point at {en}, which is made or gets its key in the same publication; publish that first, then the type of this field',
  },
  STORE_CHANGE_UNPREPARED: {
    kind: user,
    status: 409,
    zh: '字段“{field}”所在的表数据很多，改类型要先在后台准备好。请从发布窗口或用 mortise apply 发布：准备好后会自动发布。',
    en: 'field "{field}" is in a large table: its change of type is prepared in the background first; publish from the dialog or by mortise apply, which go on by themselves when it is ready',
  },
  STORE_VALUE_INVALID: {
    kind: user,
    zh: '有一个值无法保存：{reason}。请改正后再保存。',
    en: 'a value cannot be stored: {reason}; correct it and save again',
  },
  STORE_EXPRESSION_INVALID: {
    kind: user,
    zh: '条件或公式有误：{reason}',
    en: 'a condition or formula is wrong: {reason}',
  },
  RECORD_ENTITY_UNKNOWN: {
    kind: user,
    status: 404,
    zh: '没有数据表“{name}”，请检查名称。',
    en: 'there is no entity "{name}"; check the name',
  },
  RECORD_NOT_FOUND: {
    kind: user,
    status: 404,
    zh: '记录不存在，或者您无权查看。',
    en: 'the record does not exist, or you may not see it',
  },
  RECORD_FIELD_UNKNOWN: unknownField,
  RECORD_FIELD_UNKNOWN_NEAR: {
    kind: user,
    zh: '没有字段“{name}”，您是不是想用“{nearest}”？',
    en: 'there is no field "{name}"; did you mean "{nearest}"?',
  },
  RECORD_FIELD_READONLY: {
    kind: user,
    status: 403,
    zh: '字段“{name}”不能修改。请从提交的内容中去掉它。',
    en: 'field "{name}" cannot be changed; leave it out of what you save',
  },
  RECORD_FORBIDDEN: {
    kind: user,
    status: 403,
    zh: '您没有权限对这条记录做此操作。需要的话，请联系管理员。',
    en: 'you have no right to do this to the record; ask your administrator if you need it',
  },
  RECORD_ASSIGN_FORBIDDEN: {
    kind: user,
    status: 403,
    zh: '您不能把记录交给这位负责人或部门。请另选一位。',
    en: 'you may not hand the record to this owner or department; choose another one',
  },
  RECORD_CONFLICT: {
    kind: user,
    status: 409,
    zh: '记录已被他人修改（当前版本 {current}）。请刷新后再保存。',
    en: 'the record was changed by somebody else (now version {current}); reload it and save again',
  },
  RECORD_DUPLICATE_VALUE: {
    kind: user,
    status: 409,
    zh: '字段“{name}”的值已被另一条记录使用。请改成不同的值。',
    en: 'the value of "{name}" is used by another record; choose a different one',
  },
  RECORD_LINK_MISSING: {
    kind: user,
    zh: '字段“{name}”指向的记录不存在，请重新选择。',
    en: 'the record that "{name}" points to does not exist; choose another one',
  },
  RECORD_IN_USE: {
    kind: user,
    status: 409,
    zh: '还有 {count} 条“{entity}”引用它（{names}），不能删除。请先处理这些记录。',
    en: 'still used by {count} of "{entity}" ({names}) and cannot be deleted; change those records first',
  },
  RECORD_LINK_FORBIDDEN: {
    kind: user,
    status: 403,
    zh: '您没有权限修改“{name}”中的某条记录，不能把它加入或移出。',
    en: 'you may not change one of the records in "{name}", so you cannot add it or take it out',
  },
  RECORD_ROW_UNKNOWN: {
    kind: user,
    zh: '明细“{name}”中有一行不属于这条记录。请刷新后再保存。',
    en: 'a row of "{name}" does not belong to this record; reload it and save again',
  },
  RECORD_CURSOR_INVALID: {
    kind: user,
    zh: '翻页位置已失效，请从第一页重新开始。',
    en: 'the page cursor is not valid (any more); start again from the first page',
  },
  RECORD_QUERY_TOO_LARGE: {
    kind: user,
    zh: '查询太大：{what} 最多 {limit}。请缩小范围。',
    en: 'the query is too large: at most {limit} {what}; narrow it',
  },
  QUERY_TOO_HEAVY: {
    kind: user,
    status: 422,
    zh: '要统计的数据太多，短时间内算不出来。请加上筛选条件（例如只看某段时间），减少分组，或去掉按相等字段关联的数据后再试。',
    en: 'this counts more than can be worked out in a short time; add a filter (a period, for example), group by less, or leave out records that are joined by equal fields',
  },
  QUERY_TOO_MANY_CELLS: {
    kind: user,
    status: 422,
    zh: '结果超过 {limit} 个格子。请减少分组或列，按更长的时间段分组，或加上筛选条件。',
    en: 'the result has more than {limit} cells; group by less or by longer periods, take fewer columns, or add a filter',
  },
})
