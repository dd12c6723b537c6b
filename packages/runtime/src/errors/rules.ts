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
  JOB_GONE: {
    kind: 'user',
    status: 404,
    zh: '这个后台任务已不在列表中：可能已经完成，或已被处理。请刷新。',
    en: 'This job is gone: it is done, or somebody dealt with it. Load the list again.',
  },
  JOB_NOT_FAILED: {
    kind: 'user',
    status: 409,
    zh: '这个后台任务没有失败：正在执行或还没到时间，请稍后再看。',
    en: 'This job has not failed: it runs or its time has not come. Look again later.',
  },
  JOB_KIND_UNKNOWN: {
    kind: 'operational',
    zh: '当前版本的程序不认识这种任务，可能是系统退回了旧版本。请升级后重试，或丢弃。',
    en: 'This version of the program does not know this kind of work; it may be older than the job. Upgrade and try again, or discard it.',
  },
  JOB_ABANDONED: {
    kind: 'operational',
    zh: '处理这个任务的程序每次都中途停止，没有做完。请检查服务器内存和日志后重试。',
    en: 'Every process that did this job stopped before its end. Check the memory and log of the server, then try again.',
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
