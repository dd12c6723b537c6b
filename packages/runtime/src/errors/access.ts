/** Signing in, rights, shares and who is who. */
export const accessErrors = {
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
  AUTOMATION_REFUSED: {
    kind: 'user',
    status: 403,
    zh: '自动化“{name}”的权限不够，或它要写的记录已经不在了，所以什么都没有改。请管理员在流程或规则的设置里选一个有权限的角色。',
    en: 'The automation {name} lacks a right, or the record it writes is gone; nothing was changed. Have an administrator choose a role with that right in its settings.',
  },
  SHARE_NOBODY: {
    kind: 'user',
    status: 422,
    zh: '没有这个人员、部门或角色。请重新选择。',
    en: 'There is no such person, department or role. Choose another one.',
  },
  SHARE_OVER: {
    kind: 'user',
    status: 422,
    zh: '共享的截止时间已过。请选择以后的时间。',
    en: 'A share can’t end in the past. Choose a later time.',
  },
  SHARE_USELESS: {
    kind: 'user',
    status: 422,
    zh: '“{name}”的角色都不能查看这类记录，共享不会生效。请先在角色中给予查看权限。',
    en: 'No role of {name} lets them see records of this kind, so a share would do nothing. Give the right to read in a role first.',
  },
  SHARE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '这个共享已经不在了。请刷新页面。',
    en: 'This share is gone. Reload the page.',
  },
  VIEWING_AS: {
    kind: 'user',
    status: 403,
    zh: '正在以“{name}”的身份查看，只能看、不能改。请先退出查看。',
    en: 'You are looking through the eyes of {name}: nothing can be changed. Stop viewing first.',
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
