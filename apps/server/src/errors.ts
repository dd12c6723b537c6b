import { defineErrors, type ErrorTable } from '@mortise/errors'

const table = {
  ROUTE_NOT_FOUND: {
    kind: 'user',
    status: 404,
    zh: '没有这个地址：{method} {path}。',
    en: 'There is nothing at {method} {path}.',
  },
  ROUTE_WITHOUT_POLICY: {
    kind: 'unexpected',
    zh: '接口 {method} {path} 没有声明访问策略。请在 config.policy 中写明。',
    en: 'The route {method} {path} declares no policy. Name one in config.policy.',
  },
  REQUEST_INVALID: {
    kind: 'user',
    zh: '请求格式不对：{why}。',
    en: 'The request is not right: {why}.',
  },
  REQUEST_FORGED: {
    kind: 'user',
    status: 403,
    zh: '这个请求不是从本系统的页面发出的。请刷新页面再试。',
    en: 'This request did not come from our own page. Reload the page and try again.',
  },
  REQUEST_TOO_LARGE: {
    kind: 'user',
    status: 413,
    zh: '内容太大，请减小后再试。',
    en: 'The request is too large. Make it smaller and try again.',
  },
  MEDIA_UNSUPPORTED: {
    kind: 'user',
    status: 415,
    zh: '请用 application/json 或 multipart/form-data 提交。',
    en: 'Send application/json or multipart/form-data.',
  },
  CALLS_TOO_MANY: {
    kind: 'user',
    status: 429,
    zh: '请求太频繁，请 {seconds} 秒后再试。',
    en: 'Too many requests. Try again in {seconds} seconds.',
  },
  FILE_TOO_LARGE: {
    kind: 'user',
    status: 413,
    zh: '文件超过 {limit} MB。请拆成几个较小的文件。',
    en: 'The file has more than {limit} MB. Split it into smaller ones.',
  },
  FILE_MISSING: { kind: 'user', zh: '请求里没有文件。', en: 'The request holds no file.' },
  NOT_READY: {
    kind: 'operational',
    zh: '系统正在启动，请稍后再试。',
    en: 'The system is starting. Try again in a moment.',
  },
  RECORDS_TOO_MANY: {
    kind: 'user',
    status: 413,
    zh: '一次最多 {limit} 条。请分批进行，或使用导入。',
    en: 'At most {limit} records at once. Split the work, or use an import.',
  },
  SETTING_MISSING: {
    kind: 'operational',
    zh: '设置 {names} 没有填写或不正确，请改好后再启动。',
    en: 'Settings are missing or wrong: {names}. Put them right and start again.',
  },
} as const

/** Errors of the HTTP side, by code. */
export const errors: ErrorTable<keyof typeof table> = defineErrors(table)
