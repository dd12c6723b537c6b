import { defineErrors, type ErrorTable } from '@mortise/errors'

/** What can go wrong with rules. */
export const errors: ErrorTable<
  'RULE_NO_FIXPOINT' | 'RULE_ACTION_PHASE' | 'TABLE_NOT_UNIQUE' | 'TABLE_NOT_SAME'
> = defineErrors({
  RULE_NO_FIXPOINT: {
    kind: 'user',
    status: 409,
    zh: '规则“{first}”和“{second}”互相改来改去（字段 {field}），保存已停止。请让其中一条的条件不再成立',
    en: 'rules "{first}" and "{second}" keep changing each other (field {field}); nothing was saved. Make the condition of one of them end',
  },
  RULE_ACTION_PHASE: {
    kind: 'user',
    zh: '规则“{rule}”在保存前不能执行动作“{action}”，请改为保存后执行',
    en: 'rule "{rule}" can not run the action "{action}" before saving; let it run after saving',
  },
  TABLE_NOT_UNIQUE: {
    kind: 'user',
    zh: '决策表“{table}”有多行同时成立（{rows}），而命中策略要求唯一',
    en: 'several rows of table "{table}" hold ({rows}), but its hit policy allows one',
  },
  TABLE_NOT_SAME: {
    kind: 'user',
    zh: '决策表“{table}”成立的行（{rows}）结果不同，而命中策略要求一致',
    en: 'rows of table "{table}" that hold ({rows}) give different results, but its hit policy wants the same',
  },
})
