import type { AssignmentDocument } from '@mortise/schema'
import { Card, SegmentedControl, useT } from '@mortise/ui'
import { Switch } from 'antd'
import type { ReactNode } from 'react'
import { ConditionCell } from '../kit/condition-cell.tsx'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { documentChoices } from '../kit/names.ts'
import { DurationEditor } from '../kit/editors/duration.tsx'
import { patched } from '../kit/patched.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { useLocale } from '@mortise/ui'
import { messages } from './messages.ts'
import { usePoolChoices } from './pool.tsx'

type Props = {
  readonly policy: AssignmentDocument
  readonly onChange: (next: AssignmentDocument, label: string, merge?: string) => void
}

/** Who gets a record that no rule gives to anybody. */
export function FallbackCard({ policy, onChange }: Props): ReactNode {
  const t = useT(messages)
  const choices = usePoolChoices()
  const put = (patch: { readonly [key: string]: unknown }): void => {
    const next = patched({ ...policy.fallback }, patch)
    onChange(patched(policy, { fallback: Object.keys(next).length === 0 ? undefined : next }), t('fallback'))
  }
  return (
    <Card title={t('fallback')}>
      <p className="m-faint">{t('fallbackNote')}</p>
      <div className="d-try-inputs">
        <label className="d-line">
          <span>{t('fallbackUser')}</span>
          <ChoiceBox
            label={t('fallbackUser')}
            value={policy.fallback?.user ?? null}
            choices={choices.users}
            onChange={(user) => put({ user })}
          />
        </label>
        <label className="d-line">
          <span>{t('fallbackRole')}</span>
          <ChoiceBox
            label={t('fallbackRole')}
            value={policy.fallback?.role ?? null}
            choices={choices.roles}
            onChange={(role) => put({ role })}
          />
        </label>
      </div>
    </Card>
  )
}

/** How long whoever gets a record has to take it up, and what happens then. */
export function AcceptCard({ policy, onChange }: Props): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { accept } = policy
  const put = (next: AssignmentDocument['accept'] | undefined): void =>
    onChange(patched(policy, { accept: next }), t('accept'), 'accept')
  return (
    <Card
      title={t('accept')}
      actions={
        <Switch
          size="small"
          aria-label={t('acceptOn')}
          checked={accept !== undefined}
          onChange={(on) => put(on ? { within: 'PT2H', else: 'next' } : undefined)}
        />
      }
    >
      <p className="m-faint">{t('acceptNote')}</p>
      {accept === undefined ? null : (
        <div className="d-try-inputs">
          <label className="d-line">
            <span>{t('within')}</span>
            <DurationEditor
              value={accept.within}
              onChange={(within) => typeof within === 'string' && put({ ...accept, within })}
            />
          </label>
          <label className="d-line">
            <span>{t('calendar')}</span>
            <ChoiceBox
              label={t('calendar')}
              value={accept.calendar ?? null}
              choices={documentChoices({ model, locale }, 'calendar')}
              onChange={(calendar) => put(patched(accept, { calendar }))}
            />
          </label>
          <div className="d-line">
            <span>{t('taken')}</span>
            <ConditionCell
              value={accept.when}
              home={policy.entity}
              label={t('taken')}
              empty={t('takenNote')}
              onChange={(when) => put(patched(accept, { when }))}
            />
          </div>
          <div className="d-line">
            <span>{t('otherwise')}</span>
            <SegmentedControl
              label={t('otherwise')}
              value={accept.else}
              options={[
                { value: 'next', label: t('next') },
                { value: 'recycle', label: t('recycle') },
              ]}
              onChange={(next) => put({ ...accept, else: next })}
            />
          </div>
        </div>
      )}
    </Card>
  )
}
