import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox, ChoicesBox } from '../kit/editors/choice-box.tsx'
import { fieldChoices } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { type AssignRule, usePoolMembers } from './pool.tsx'

/** Which of the people stand for which area. */
export function AreaRows({
  rule,
  home,
  onChange,
}: {
  readonly rule: AssignRule
  readonly home: string
  readonly onChange: (next: AssignRule, merge: string) => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const members = usePoolMembers(rule).map(({ id, name }) => ({ value: id, label: name }))
  const territory = rule.territory ?? { path: '', areas: [] }
  const put = (next: typeof territory, merge: string): void => onChange({ ...rule, territory: next }, merge)
  const { areas } = territory
  return (
    <section className="m-stack">
      <h3 className="d-panel-heading">{t('areas')}</h3>
      <label className="d-line">
        <span>{t('areaPath')}</span>
        <ChoiceBox
          label={t('areaPath')}
          value={territory.path}
          choices={fieldChoices({ model, locale }, model.entity(home), { paths: true })}
          onChange={(path) => put({ ...territory, path: typeof path === 'string' ? path : '' }, 'path')}
        />
      </label>
      <p className="m-faint">{t('areasNote')}</p>
      {areas.map((one, at) => (
        <div key={at} className="m-editor-block">
          <Input
            aria-label={t('area')}
            placeholder={t('area')}
            value={one.area}
            onChange={({ target }) =>
              put({ ...territory, areas: areas.with(at, { ...one, area: target.value }) }, `area ${at}`)
            }
          />
          <ChoicesBox
            label={t('users')}
            value={[...one.users]}
            choices={members}
            onChange={(users) =>
              put(
                {
                  ...territory,
                  areas: areas.with(at, { ...one, users: (users ?? []) as readonly string[] }),
                },
                `area ${at}`,
              )
            }
          />
          <span className="m-editor-tools">
            <IconButton
              icon="x"
              label={t('removeArea')}
              onClick={() => put({ ...territory, areas: areas.toSpliced(at, 1) }, 'areas')}
            />
          </span>
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => put({ ...territory, areas: [...areas, { area: '', users: [] }] }, 'areas')}
      >
        {t('addArea')}
      </Button>
    </section>
  )
}
