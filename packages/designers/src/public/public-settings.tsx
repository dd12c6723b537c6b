import { isForStrangers } from '@mortise/fields'
import { walkForm } from '@mortise/forms'
import type { EntityDocument, FieldDocument, FormDocument, PublicFormDocument } from '@mortise/schema'
import { listed, say } from '@mortise/errors'
import { Icon, useLocale, useT } from '@mortise/ui'
import { Alert, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Panel } from '../kit/panel.tsx'
import '../styles/public.css'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import { offerableLinks } from './pick-settings.ts'
import { PublicPicks } from './public-picks.tsx'
import { publicDocument, publicSettings, publicValues } from './settings.ts'
import { ShareDrawer } from './share-drawer.tsx'
import { Theme } from './theme.tsx'

type Draft = { readonly entity: EntityDocument; readonly form: FormDocument }

/**
 * For a form of purpose `public`: how its page looks and what it says, and the way to its links. The page is part of
 * the design and is published with it; links are operated at once.
 */
export function PublicSettings<D extends Draft>({
  draft,
}: {
  readonly draft: {
    readonly present: D
    readonly commit: (next: D, label: string, merge?: string) => void
  }
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const [open, setOpen] = useState(false)
  const { entity, form } = draft.present
  if (form.purpose !== 'public') return null
  const placed = placedFields(entity, form)
  // Sub-tables are decided column by column.
  const links = offerableLinks({ model, fields: kit.fields }, { entity, form })
  const isOffered = (key: string): boolean =>
    links.some(({ field, into, pick }) => field.key === key && into === undefined && pick !== undefined)
  const shut = placed.filter((field) => {
    const type = kit.fields.find(field.type)
    return type?.parentField === undefined && !isForStrangers(type, field) && !isOffered(field.key)
  })
  const write = (page: PublicFormDocument, part: string): void =>
    draft.commit({ ...draft.present, form: { ...form, public: page } }, t('edited'), `public ${part}`)
  return (
    <section className="d-public" aria-label={t('page')}>
      <Button block icon={<Icon name="qr-code" size={14} />} onClick={() => setOpen(true)}>
        {t('share')}
      </Button>
      {shut.length === 0 ? null : (
        <Alert
          type="info"
          showIcon
          title={t('notShown', {
            names: listed(
              shut.map(({ label, key }) => say(label, locale) || key),
              locale,
            ),
          })}
        />
      )}
      <Theme
        theme={form.public?.theme}
        onChange={(theme) => write({ ...form.public, ...(theme === undefined ? {} : { theme }) }, 'theme')}
      />
      <Panel
        name="public"
        settings={publicSettings(entity, placed, form)}
        values={publicValues(form.public)}
        home={entity.key}
        onChange={(values, changed) =>
          write(
            publicDocument(
              { ...publicValues(form.public), ...emptied(publicSettings(entity, placed, form)), ...values },
              { theme: form.public?.theme, picks: form.public?.picks, first: placed[0]?.key ?? '' },
            ),
            changed,
          )
        }
      />
      <PublicPicks
        links={links}
        form={form}
        onChange={(picks) => {
          const { picks: _before, ...rest } = form.public ?? {}
          write(picks === undefined ? rest : { ...rest, picks }, 'picks')
        }}
      />
      {open ? <ShareDrawer entity={entity} form={form} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

/** Panels leave out what was emptied: what they show and do not say is empty. */
function emptied(shown: readonly FieldDocument[]): { readonly [key: string]: undefined } {
  return Object.fromEntries(shown.map(({ key }) => [key, undefined]))
}

function placedFields(entity: EntityDocument, form: FormDocument): readonly FieldDocument[] {
  const keys = new Set(walkForm(form).placements.map(({ node }) => node.field))
  return entity.fields.filter(({ key }) => keys.has(key))
}
