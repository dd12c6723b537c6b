import { defineErrors, type ErrorTable } from '@mortise/errors'

type Code =
  | 'SYSTEM_TRANSACTION_NEEDED'
  | 'SYSTEM_ROW_MISSING'
  | 'PEOPLE_EMAIL_TAKEN'
  | 'PEOPLE_KEY_TAKEN'
  | 'PEOPLE_REGION_IN_USE'
  | 'DESIGN_DRAFT_STALE'
  | 'IDEMPOTENCY_IN_PROGRESS'

/** What can go wrong in the tables of people, designs, jobs, flows and what hangs on records. */
export const systemErrors: ErrorTable<Code> = defineErrors<Code>({
  SYSTEM_TRANSACTION_NEEDED: {
    kind: 'unexpected',
    zh: '操作“{what}”必须在事务中执行。请联系开发人员。',
    en: '"{what}" must run inside a transaction; tell the developers',
  },
  SYSTEM_ROW_MISSING: {
    kind: 'user',
    status: 404,
    zh: '“{what}”已不存在。请刷新页面。',
    en: 'the {what} does not exist any more; reload the page',
  },
  PEOPLE_EMAIL_TAKEN: {
    kind: 'user',
    status: 409,
    zh: '邮箱“{email}”已有账号使用。请换一个邮箱。',
    en: 'the e-mail address "{email}" belongs to another account; use a different one',
  },
  PEOPLE_KEY_TAKEN: {
    kind: 'user',
    status: 409,
    zh: '标识“{key}”已被使用。请换一个标识。',
    en: 'the key "{key}" is in use; choose another one',
  },
  PEOPLE_REGION_IN_USE: {
    kind: 'user',
    status: 409,
    zh: '该区域下还有部门、人员或下级区域。请先将其移走。',
    en: 'departments, people or other regions lie in this region; move them first',
  },
  DESIGN_DRAFT_STALE: {
    kind: 'user',
    status: 409,
    zh: '“{key}”已被他人修改（当前修订 {current}）。请刷新后再保存。',
    en: '"{key}" was changed by somebody else (now revision {current}); reload it and save again',
  },
  IDEMPOTENCY_IN_PROGRESS: {
    kind: 'user',
    status: 409,
    zh: '相同的请求正在处理中。请稍候再试。',
    en: 'the same request is still being worked on; try again in a moment',
  },
})
