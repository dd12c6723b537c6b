/** Records: reading, saving, merging, many at once. */
export const recordsErrors = {
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
    en: 'Entries that are not right: {count}. Correct them and save again.',
  },
  RECORD_FIELD_READONLY: {
    kind: 'user',
    zh: '字段“{name}”不能由你修改。',
    en: 'the field "{name}" can’t be changed by you',
  },
  RECORD_FORM_UNKNOWN: {
    kind: 'user',
    zh: '没有表单“{name}”，它可能已被删除或改名。请刷新页面。',
    en: 'there is no form “{name}” here; it may have been removed or renamed: reload the page',
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
  MERGE_COUNT: {
    kind: 'user',
    zh: '请选择要合并的记录：至少两条，最多 {most} 条。',
    en: 'choose the records to merge: at least two, at most {most}',
  },
  MERGE_CHOICE: {
    kind: 'user',
    zh: '字段“{name}”的取值记录不在合并之列，请重新选择。',
    en: 'the record chosen for "{name}" is not among those merged; choose again',
  },
  MERGE_UNDONE: {
    kind: 'user',
    status: 409,
    zh: '这次合并已经撤销过了。',
    en: 'this merge has been undone already',
  },
  MERGE_LOST: {
    kind: 'user',
    status: 409,
    zh: '合并进来的记录有 {n} 条已被彻底删除，这次合并不能再拆分。',
    en: '{n} of the merged records were deleted for good since; this merge can no longer be undone.',
  },
  BULK_NEEDS_PERSON: {
    kind: 'user',
    status: 403,
    zh: '后台批量操作须由登录的用户发起。请登录后再试，或分批提交编号。',
    en: 'a change in the background has to be started by a signed-in person; sign in, or send ids in parts',
  },
  DUPLICATE_RULES_NONE: {
    kind: 'user',
    status: 422,
    zh: '没有你可以用来查找的查重规则：需要能看全所比较的字段，并能修改和删除记录。请换一条规则，或联系管理员。',
    en: 'There is no duplicate rule that you may search by: it takes reading what is compared in full, and changing and deleting records. Choose another rule or ask your administrator.',
  },
  BULK_TOO_LARGE: {
    kind: 'user',
    status: 413,
    zh: '一次最多处理 {limit} 条记录。请缩小范围后分批进行。',
    en: 'At most {limit} records can be changed at once. Narrow the choice and go in steps.',
  },
  HISTORY_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '这条记录没有编号为 {seq} 的修改。请刷新后再试。',
    en: 'This record has no change number {seq}. Load it again and try once more.',
  },
  HISTORY_NOTHING: {
    kind: 'user',
    status: 422,
    zh: '这次修改里没有可以恢复的内容：自动计算的字段会自己算出来。',
    en: 'There is nothing to bring back in this change: fields that are worked out work themselves out.',
  },
} as const
