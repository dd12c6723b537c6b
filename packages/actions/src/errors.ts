import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong when an action runs. */
export const errors: ErrorTable<
  | 'ACTION_SETTING_MISSING'
  | 'ACTION_DOCUMENT_UNKNOWN'
  | 'ACTION_NO_RECORD'
  | 'ACTION_UNKNOWN'
  | 'ACTION_NESTED'
  | 'ACTION_PATTERN'
  | 'ACTION_MAIL_ENTITY'
> = defineErrors({
  ACTION_SETTING_MISSING: {
    kind: 'user',
    zh: '动作“{action}”缺少设置“{setting}”，请在设计器中补上',
    en: 'action "{action}" lacks the setting "{setting}"; fill it in the designer',
  },
  ACTION_DOCUMENT_UNKNOWN: {
    kind: 'user',
    zh: '动作“{action}”引用的“{key}”不存在，请检查是否已删除或改名',
    en: 'action "{action}" names "{key}", which does not exist; check whether it was deleted or renamed',
  },
  ACTION_NO_RECORD: {
    kind: 'user',
    zh: '动作“{action}”找不到要处理的记录：“{path}”为空',
    en: 'action "{action}" finds no record to work on: "{path}" is empty',
  },
  ACTION_NESTED: {
    kind: 'user',
    zh: '“{action}”里不能再放“{action}”，请拆成两条规则',
    en: 'no "{action}" can stand inside another; make two rules of it',
  },
  ACTION_PATTERN: {
    kind: 'user',
    zh: '动作“{action}”第 {at} 条的正则表达式不能用：{reason}。请在设计器中改正',
    en: 'the regular expression of item {at} of the action "{action}" can not be used: {reason}; mend it in the designer',
  },
  ACTION_MAIL_ENTITY: {
    kind: 'user',
    zh: '邮件模板“{mail}”是给“{of}”用的，这里的记录是“{entity}”。请换一个模板',
    en: 'the mail template "{mail}" is for "{of}", but the record here is one of "{entity}"; choose another template',
  },
  ACTION_UNKNOWN: {
    kind: 'user',
    zh: '没有名为“{type}”的动作；相近的有：{near}',
    en: 'there is no action "{type}"; the nearest is: {near}',
  },
})
