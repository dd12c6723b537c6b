import type { AssignmentDocument, FieldDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import { InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { ConditionCell } from '../kit/condition-cell.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { patched } from '../kit/patched.ts'
import { AreaRows } from './area-rows.tsx'
import { messages } from './messages.ts'
import { type AssignRule, PoolBoxes, usePoolMembers } from './pool.tsx'
import { SkillRows } from './skill-rows.tsx'

const name = panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label' })
const strategy = panelSetting(
  'strategy',
  { zh: '怎么分', en: 'How' },
  {
    required: true,
    options: [
      ['roundRobin', '轮流', 'In turn'],
      ['weighted', '按权重轮流', 'By weight, in turn'],
      ['leastLoad', '给在手最少的人', 'To whom has least'],
      ['territory', '按负责区域', 'By area'],
      ['skill', '按技能匹配', 'By skill'],
      ['sticky', '优先原负责人', 'To whom has it already'],
    ],
  },
)
const limits: readonly FieldDocument[] = [
  panelSetting(
    'capacity',
    { zh: '每人最多在手', en: 'At most, each' },
    { type: 'integer', help: { zh: '满了就跳过这个人', en: 'Who has so many is passed over' } },
  ),
  panelSetting(
    'calendar',
    { zh: '只分给上班的人（按日历）', en: 'Only to who is at work, by' },
    { editor: 'calendar', help: { zh: '不选则任何时间都分', en: 'Left out: at any time' } },
  ),
]
const sticky = panelSetting(
  'sticky',
  { zh: '原负责人在哪个字段', en: 'Where that person stands' },
  {
    editor: 'path',
    help: {
      zh: '如 客户 / 负责人；不选则看记录自己的负责人',
      en: 'Left out: the owner of the record itself',
    },
  },
)

type Props = {
  readonly policy: AssignmentDocument
  readonly rule: AssignRule
  readonly title: string
  readonly onChange: (next: AssignRule, merge: string) => void
}

/** Everything about one rule of an assignment. */
export function RulePanel({ policy, rule, title, onChange }: Props): ReactNode {
  const t = useT(messages)
  const further = rule.strategy === 'sticky' ? [strategy, sticky, ...limits] : [strategy, ...limits]
  const put = (values: { readonly [key: string]: unknown }, changed: string): void => {
    if (changed !== 'calendar') return onChange(patched(rule, { [changed]: values[changed] }), changed)
    const calendar = values['calendar']
    onChange(
      patched(rule, { hours: typeof calendar === 'string' ? { ...rule.hours, calendar } : undefined }),
      changed,
    )
  }
  return (
    <div className="m-stack">
      <h2 className="d-panel-title">{title}</h2>
      <Panel
        name={`assign-name-${rule.key}`}
        settings={[name]}
        values={rule}
        home={policy.entity}
        onChange={put}
      />
      <div className="d-line">
        <span>{t('when')}</span>
        <ConditionCell
          value={rule.when}
          home={policy.entity}
          label={t('when')}
          empty={t('every')}
          onChange={(when) => onChange(patched(rule, { when }), 'when')}
        />
      </div>
      <h3 className="d-panel-heading">{t('pool')}</h3>
      <PoolBoxes rule={rule} onChange={onChange} />
      <h3 className="d-panel-heading">{t('how')}</h3>
      <Panel
        name={`assign-${rule.key}-${rule.strategy}`}
        settings={further}
        values={{ ...rule, calendar: rule.hours?.calendar }}
        home={policy.entity}
        onChange={put}
      />
      {rule.strategy === 'weighted' ? <Weights rule={rule} onChange={onChange} /> : null}
      {rule.strategy === 'territory' ? (
        <AreaRows rule={rule} home={policy.entity} onChange={onChange} />
      ) : null}
      {rule.strategy === 'skill' ? <SkillRows rule={rule} home={policy.entity} onChange={onChange} /> : null}
    </div>
  )
}

/** How often each one has a turn. */
function Weights({ rule, onChange }: Pick<Props, 'rule' | 'onChange'>): ReactNode {
  const t = useT(messages)
  const members = usePoolMembers(rule)
  return (
    <section>
      <h3 className="d-panel-heading">{t('weights')}</h3>
      <ul className="d-people-rows">
        {members.map((user) => (
          <li key={user.id}>
            <span className="m-clip">{user.name}</span>
            <InputNumber
              aria-label={t('weightOf', { name: user.name })}
              min={0}
              max={100}
              precision={0}
              value={rule.weights?.[user.id] ?? 1}
              onChange={(weight) =>
                onChange({ ...rule, weights: { ...rule.weights, [user.id]: Number(weight ?? 1) } }, 'weights')
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
