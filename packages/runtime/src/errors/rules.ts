/** Rules, scores, tables, calendars and assignments. */
export const rulesErrors = {
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
  ASSIGNMENT_NOT_OPEN: {
    kind: 'user',
    status: 409,
    zh: '这条记录没有等待你接收。',
    en: 'This record does not wait for you to take it up.',
  },
  CALENDAR_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的工作日历。',
    en: 'There is no calendar named {name}.',
  },
  CALENDAR_YEAR_UNKNOWN: {
    kind: 'user',
    status: 422,
    zh: '产品里还没有 {year} 年的放假安排，请上传通知的 JSON 文件。',
    en: 'The product does not know the days off of {year} yet; upload them as a JSON file.',
  },
  RULE_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的规则。',
    en: 'There is no rule named {name}.',
  },
  RULE_RUN_UNKNOWN: {
    kind: 'user',
    status: 404,
    zh: '没有这次运行的记录，可能已过保留期。',
    en: 'There is no such run; it may be past the time runs are kept.',
  },
  RULE_RUN_BUSY: {
    kind: 'user',
    status: 409,
    zh: '这次运行没有失败的动作，或正在等待重试。',
    en: 'No action of this run has failed, or it waits to be tried again.',
  },
  RULE_BACKFILL_PHASE: {
    kind: 'user',
    status: 422,
    zh: '“{name}”在保存前执行，不能对已有数据补跑。',
    en: '“{name}” runs before saving and can not be run on the records there are.',
  },
  RULE_NOT_MATCHING: {
    kind: 'user',
    status: 422,
    zh: '这条记录不符合“{name}”的条件。',
    en: 'This record does not meet the condition of “{name}”.',
  },
  TABLE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有名为 {name} 的决策表。',
    en: 'There is no decision table named {name}.',
  },
} as const
