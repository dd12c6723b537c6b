import { say } from '@mortise/errors'
import type { EntityModel, Model, RelatedDocument } from '@mortise/schema'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ChoiceBox, ChoicesBox } from '../kit/editors/choice-box.tsx'
import { fieldChoices } from '../kit/names.ts'
import { patched } from '../kit/patched.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages as ruleMessages } from './messages.ts'
import { messages } from './trigger-messages.ts'

const events = ['create', 'update', 'delete', 'restore'] as const

type Link = { readonly entity: EntityModel; readonly link: string }

/** Everything that points at an entity, by the link that does. */
function linksTo(model: Model, home: string): readonly Link[] {
  return model.entities.flatMap((entity) =>
    entity.fields.flatMap(({ key, system }): readonly Link[] => {
      const type = entity.scope.find(key)?.type
      return !system && type?.kind === 'id' && type.entity === home ? [{ entity, link: key }] : []
    }),
  )
}

/** Changes of records that point at this one: which ones, and what happens to them. */
export function RelatedTrigger({
  value,
  home,
  onChange,
}: {
  readonly value: readonly RelatedDocument[]
  readonly home: string
  readonly onChange: (next: readonly RelatedDocument[]) => void
}): ReactNode {
  const t = useT(messages)
  const rt = useT(ruleMessages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const links = linksTo(model, home)
  const nameOf = ({ entity, link }: Link): string =>
    t('relatedChoice', {
      entity: say(entity.document.label, locale) || entity.key,
      link: say(entity.field(link)?.document.label, locale) || link,
    })
  const choices = links.map((one) => ({ value: `${one.entity.key} ${one.link}`, label: nameOf(one) }))
  const [first] = links
  return (
    <section className="d-trigger">
      <h3 className="d-panel-heading">{t('relatedTitle')}</h3>
      {first === undefined ? <p className="m-faint">{t('relatedNone')}</p> : null}
      {value.map((one, at) => (
        <div key={at} className="m-editor-block m-stack">
          <label className="d-line">
            <span>{t('relatedEntity')}</span>
            <ChoiceBox
              label={t('relatedEntity')}
              value={`${one.entity} ${one.link}`}
              choices={choices}
              onChange={(next) => {
                const [entity = '', link = ''] = String(next ?? '').split(' ')
                onChange(value.with(at, patched(one, { entity, link, watch: null })))
              }}
            />
          </label>
          <label className="d-line">
            <span>{t('relatedOn')}</span>
            <ChoicesBox
              label={t('relatedOn')}
              value={[...(one.on ?? events)]}
              choices={events.map((event) => ({ value: event, label: rt(event) }))}
              onChange={(on) => onChange(value.with(at, patched(one, { on })))}
            />
          </label>
          <label className="d-line">
            <span>{t('relatedWatch')}</span>
            <ChoicesBox
              label={t('relatedWatch')}
              value={[...(one.watch ?? [])]}
              choices={fieldChoices({ model, locale }, model.entity(one.entity))}
              onChange={(watch) => onChange(value.with(at, patched(one, { watch })))}
            />
          </label>
          <span className="m-editor-tools">
            <IconButton
              icon="x"
              label={t('relatedRemove')}
              onClick={() => onChange(value.toSpliced(at, 1))}
            />
          </span>
        </div>
      ))}
      {first === undefined ? null : (
        <Button
          type="dashed"
          size="small"
          icon={<Icon name="plus" size={14} />}
          onClick={() =>
            onChange([...value, { entity: first.entity.key, link: first.link, on: ['create', 'update'] }])
          }
        >
          {t('relatedAdd')}
        </Button>
      )}
    </section>
  )
}
