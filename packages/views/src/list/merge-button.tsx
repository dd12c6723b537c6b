import type { WireRecord } from '@mortise/client'
import type { EntityModel } from '@mortise/schema'
import { Icon, laterPart, useT, useToast } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, Suspense, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { mostMerged } from './most-merged.ts'
import { messages } from './messages.ts'

const MergeDialog = laterPart(async () => (await import('./merge-dialog.tsx')).MergeDialog)

type MergeProps = {
  readonly entity: EntityModel
  readonly records: readonly WireRecord[]
  readonly onDone: () => void
}

/** Makes the selected records one, after a look at what differs. */
export function MergeButton({ entity, records, onDone }: MergeProps): ReactNode {
  const { client, labels } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const [whole, setWhole] = useState<readonly WireRecord[]>()
  if (records.length < 2 || records.length > mostMerged) return null
  const open = async (): Promise<void> => {
    try {
      const answers = await Promise.all(records.map(({ id }) => client.records.get(entity.key, id)))
      for (const { refs } of answers) labels.add(refs)
      setWhole(answers.map(({ data }) => data))
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
    }
  }
  return (
    <>
      <Button icon={<Icon name="merge" size={14} />} onClick={() => void open()}>
        {t('merge')}
      </Button>
      {whole === undefined ? null : (
        <Suspense fallback={null}>
          <MergeDialog
            entity={entity}
            records={whole}
            onClose={() => setWhole(undefined)}
            onDone={() => {
              setWhole(undefined)
              onDone()
            }}
          />
        </Suspense>
      )}
    </>
  )
}
