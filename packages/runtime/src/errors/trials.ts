/** Simulations, scenarios and sandboxes. */
export const trialsErrors = {
  TRIAL_NOT_PUBLISHED: {
    kind: 'user',
    status: 409,
    zh: '“{name}”还没有发布，没有数据可以模拟。请先发布这张表单，再来模拟。',
    en: '{name} is not published yet, so there is no data to try it on. Publish the form first.',
  },
  SCENARIO_INVALID: {
    kind: 'user',
    status: 422,
    zh: '这个场景有 {count} 处写得不对，没有保存。请按提示修改。',
    en: 'The scenario is wrong in {count} places and was not kept. Mend them as said.',
  },
  SCENARIO_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有“{key}”这个场景，可能已被删除。请刷新页面。',
    en: 'There is no scenario {key}; it may have been deleted. Reload the page.',
  },
  SCENARIO_AHEAD: {
    kind: 'user',
    status: 409,
    zh: '草稿里还改了“{names}”，这些要发布后才能一起运行。按已发布的内容运行时：',
    en: 'Drafts change {names}, too, which can’t be tried before they are published. As it is published:',
  },
  SCENARIO_BROKE: {
    kind: 'unexpected',
    zh: '运行场景时出了意外，原因已记入服务器日志。请联系管理员。',
    en: 'Playing the scenario broke; the server’s log says why. Tell an administrator.',
  },
  TRIAL_TOO_LONG: {
    kind: 'user',
    status: 422,
    zh: '试运行做了太多事（最多 {jobs} 件、{seconds} 秒），已停下。请检查有没有规则或流程反复触发，或缩短等待的时间。',
    en: 'The trial does too much (at most {jobs} jobs, {seconds} seconds) and was stopped. See whether a rule or flow sets itself off again and again, or wait for less time.',
  },
  SCENARIO_UNSEEN: {
    kind: 'user',
    status: 403,
    zh: '这一步要看“{what}”，您没有查看这些数据的权限。请让管理员运行这个场景。',
    en: 'This step looks at {what}, which you may not read. Have an administrator play the scenario.',
  },
  SCENARIOS_FAILED: {
    kind: 'user',
    status: 422,
    zh: '有 {count} 个场景没有通过：{names}。修好后再发布，或在场景设置里改为只提醒。',
    en: '{count} scenarios fail: {names}. Mend them before publishing, or have failing scenarios only warn.',
  },
  SCENARIOS_UNJUDGED: {
    kind: 'user',
    status: 409,
    zh: '有 {count} 个场景没能判断是否通过：{names}。请看下面的原因，处理后再发布，或确认后仍然发布。',
    en: 'Nobody can say whether {count} scenarios pass: {names}. See why below; mend that before publishing, or confirm that you publish all the same.',
  },
  SANDBOX_SENDS_NOTHING: {
    kind: 'user',
    status: 409,
    zh: '沙箱不会连接外部系统。请返回正式环境再试。',
    en: 'A sandbox calls nothing outside. Go back to the real workspace to try this.',
  },
  SANDBOX_INSIDE: {
    kind: 'user',
    status: 409,
    zh: '现在就在沙箱里。请先返回正式环境，再建新的沙箱。',
    en: 'This is a sandbox already. Go back to the real workspace to make another one.',
  },
  SANDBOX_TOO_MANY: {
    kind: 'user',
    status: 409,
    zh: '最多可以有 {most} 个沙箱。请先删除不用的沙箱。',
    en: 'There can be {most} sandboxes at most. Delete one that is not used any more.',
  },
  SANDBOX_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个沙箱，可能已被删除。请刷新页面。',
    en: 'There is no such sandbox; it may have been deleted. Reload the page.',
  },
  SANDBOX_STRANGER: {
    kind: 'user',
    status: 409,
    zh: '建这个沙箱时还没有您的账号，不能进入。请新建一个沙箱。',
    en: 'This sandbox was made before your account, so you are not in it. Make another one.',
  },
  TRIAL_STARTER: {
    kind: 'user',
    status: 422,
    zh: '请选择一位在职人员作为发起人。',
    en: 'Choose somebody who is active as the starter.',
  },
} as const
