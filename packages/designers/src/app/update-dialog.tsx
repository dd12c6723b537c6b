import { say } from '@mortise/errors'
import { useLocale, useNavigator, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { MergeDialog } from '../home/merge-dialog.tsx'
import type { GalleryEntry } from '../workbench/apps-api.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'

/** What the newer version of a template brings, merged with what was changed here, to be taken up as drafts. */
export function UpdateDialog({
  entry,
  onClose,
}: {
  readonly entry: GalleryEntry
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { api } = useWorkbench()
  const { go } = useNavigator()
  const name = say(entry.label, locale)
  const { from = '', to = '' } = entry.update ?? {}
  return (
    <MergeDialog
      onClose={onClose}
      source={{
        id: `template ${entry.key} ${to}`,
        title: t('updateTitle', { name, from, to }),
        word: t('updateAction'),
        plan: (choices) => api.planUpdate(entry.key, choices),
        apply: async (choices) => {
          const made = await api.draftUpdate(entry.key, choices)
          go(`/design?app=${entry.key}`)
          return made
        },
        done: (made) => t(made.changes.length === 0 ? 'updateNothing' : 'updateDone', { name, to }),
        drafts: true,
      }}
    />
  )
}
