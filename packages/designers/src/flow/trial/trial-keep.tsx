import type { RecordValues } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { refusal } from '@mortise/views'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { KeepDialog } from '../../scenario/keep-dialog.tsx'
import { messages as scenarioMessages } from '../../scenario/messages.ts'
import { useWorkbench } from '../../workbench/context.tsx'
import type { FlowTrial } from '../../workbench/trials-api.ts'
import { usePeople } from '../use-directory.ts'
import type { FlowEditor } from '../use-flow-editor.ts'
import type { Trial } from './use-trial.ts'

/** Keeps what was walked through as a scenario. */
export function TrialKeep({
  editor,
  trial,
  result,
}: {
  readonly editor: FlowEditor
  readonly trial: Trial
  readonly result: FlowTrial
}): ReactNode {
  const t = useT(scenarioMessages)
  const { client, kit, model, space } = useWorkbench()
  const people = usePeople(true)
  const [open, setOpen] = useState(false)
  const { flow } = editor
  const { begun } = trial
  const given = begun?.record
  const id = given !== undefined && 'id' in given ? given.id : undefined
  const stored = useQuery({
    queryKey: ['design', 'trial', flow.entity, id],
    enabled: open && id !== undefined,
    queryFn: async () => (await client.records.get(flow.entity, id ?? '')).data as RecordValues,
  })
  const entity = model.entity(flow.entity)
  const values = given !== undefined && 'values' in given ? given.values : stored.data
  const app = space.look().documents.get(`flow/${flow.key}`)?.app
  const shown = open && values !== undefined && people !== undefined && entity !== undefined
  if (result.status === 'none' || begun === undefined) return null
  if (begun.anyway === true) return <p className="m-faint t-no-keep">{t('cannotKeepAnyway')}</p>
  return (
    <>
      <Button
        icon={<Icon name="bookmark" />}
        disabled={trial.busy || trial.cursor < trial.count - 1}
        loading={open && stored.isFetching}
        onClick={() => {
          setOpen(true)
          if (stored.isError) void stored.refetch()
        }}
      >
        {t('keep')}
      </Button>
      {open && stored.isError ? (
        <p className="m-error" role="alert">
          {refusal(stored.error)}
        </p>
      ) : null}
      {shown && app !== undefined ? (
        <KeepDialog
          walked={{
            flow,
            entity,
            kit,
            users: people.entries.users,
            starter: begun.starter,
            values,
            trial: result,
            typed: id === undefined,
          }}
          app={app}
          nameOf={editor.nameOf}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  )
}
