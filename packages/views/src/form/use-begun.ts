import type { EntityModel, RecordValues } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { useEffect, useState } from 'react'
import { carried, type Misfit } from '../offline/by-ids.ts'
import { deviceStore } from '../offline/device-store.ts'
import type { LocalDraft } from '../offline/local-drafts.ts'
import { messages } from '../offline/messages.ts'
import { type KeptDraft, isKeptDraft } from '../offline/use-drafts.ts'
import { useWorkspace } from '../workspace/metadata.tsx'

/** A draft that a form is opened with. */
export type Begun = {
  readonly from: 'device' | 'server'
  readonly typed: RecordValues
  readonly misfits: readonly Misfit[]
}

/** Fetches a draft by its name in the list of drafts (`device:<id>`, `server:<form>`); `looking` until it is there. */
export function useBegun(entity: EntityModel, name: string | undefined): Begun | 'looking' | undefined {
  const { client, model, kit, labels } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [begun, setBegun] = useState<Begun | 'looking' | undefined>(
    name === undefined ? undefined : 'looking',
  )
  useEffect(() => {
    if (name === undefined) return undefined
    let current = true
    const [from = '', ...rest] = name.split(':')
    const id = rest.join(':')
    const fetched = async (): Promise<KeptDraft | undefined> => {
      if (from === 'device') return deviceStore.get<LocalDraft>('drafts', id)
      const found = await client.drafts.get({ entity: entity.key, form: id })
      return isKeptDraft(found?.data) ? found.data : undefined
    }
    const take = async (): Promise<void> => {
      const draft = await fetched().catch(() => undefined)
      if (!current) return
      if (draft === undefined) {
        toast({ text: t('draftGone'), tone: 'danger' })
        return setBegun(undefined)
      }
      labels.add(draft.names)
      const { values, under } = draft
      const renamed = from === 'server'
      const now = carried({ model, kit }, { entity: entity.key, values, under, renamed })
      // The form keeps it from its first moment on, as its own.
      if (!renamed) await deviceStore.remove('drafts', id).catch(() => undefined)
      if (current) setBegun({ from: renamed ? 'server' : 'device', typed: now.values, misfits: now.misfits })
    }
    void take()
    return () => {
      current = false
    }
    // Taken up once; what the model becomes meanwhile the form itself follows.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [name, entity.key])
  return begun
}
