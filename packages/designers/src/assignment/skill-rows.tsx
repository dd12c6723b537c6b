import { Icon, IconButton, useT } from '@mortise/ui'
import { Button, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { ConditionCell } from '../kit/condition-cell.tsx'
import { patched } from '../kit/patched.ts'
import { messages } from './messages.ts'
import { type AssignRule, usePoolMembers } from './pool.tsx'

type Skills = NonNullable<AssignRule['skills']>

/** What a record asks for, and how well each of the people can do it. */
export function SkillRows({
  rule,
  home,
  onChange,
}: {
  readonly rule: AssignRule
  readonly home: string
  readonly onChange: (next: AssignRule, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const members = usePoolMembers(rule)
  const skills: Skills = rule.skills ?? { needs: [], people: {} }
  const put = (next: Skills, merge: string): void => onChange({ ...rule, skills: next }, merge)
  const { needs, people } = skills
  const need = (at: number, patch: { readonly [key: string]: unknown }): void => {
    const one = needs[at]
    if (one !== undefined) put({ ...skills, needs: needs.with(at, patched(one, patch)) }, `need ${at}`)
  }
  return (
    <section className="m-stack">
      <h3 className="d-panel-heading">{t('skills')}</h3>
      {needs.map((one, at) => (
        <div key={at} className="m-editor-block m-stack">
          <span className="m-row">
            <Input
              aria-label={t('skillKey')}
              value={one.skill}
              onChange={({ target }) =>
                need(at, { skill: target.value.toLowerCase().replace(/[^a-z0-9_]/g, '_') || 'skill' })
              }
            />
            <InputNumber
              aria-label={t('skillLevel')}
              title={t('skillLevel')}
              min={1}
              max={10}
              value={one.level ?? 1}
              onChange={(level) => need(at, { level: Number(level ?? 1) })}
            />
          </span>
          <ConditionCell
            value={one.when}
            home={home}
            label={t('skillWhen')}
            empty={t('skillAlways')}
            onChange={(when) => need(at, { when })}
          />
          <span className="m-editor-tools">
            <IconButton
              icon="x"
              label={t('removeSkill')}
              onClick={() => put({ ...skills, needs: needs.toSpliced(at, 1) }, 'needs')}
            />
          </span>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() =>
          put(
            { ...skills, needs: [...needs, { skill: t('newSkill', { n: needs.length + 1 }), level: 1 }] },
            'needs',
          )
        }
      >
        {t('addSkill')}
      </Button>
      {needs.map(({ skill }) => (
        <section key={skill}>
          <h3 className="d-panel-heading">
            {t('people')} · {skill}
          </h3>
          <ul className="d-people-rows">
            {members.map((user) => (
              <li key={user.id}>
                <span className="m-clip">{user.name}</span>
                <InputNumber
                  aria-label={t('levelOf', { name: user.name, skill })}
                  min={0}
                  max={10}
                  value={people[user.id]?.[skill] ?? 0}
                  onChange={(level) =>
                    put(
                      {
                        ...skills,
                        people: { ...people, [user.id]: { ...people[user.id], [skill]: Number(level ?? 0) } },
                      },
                      `people ${user.id}`,
                    )
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
