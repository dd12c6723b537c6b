import { isApiError, type WorkItemAnswer } from '@mortise/client'
import { sentValues, validateForm, wrongAtStep } from '@mortise/forms'
import type { RecordValues } from '@mortise/schema'
import { randomId, useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { FormProblem } from '../form/error-summary.tsx'
import type { FormStore } from '../form/form-store.ts'
import { formKey } from '../form/form-key.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { messages } from './messages.ts'

/** What goes with a command beside its name: a comment, people, a node. */
export type Extra = { readonly [key: string]: unknown }

/** Sends commands about one task. `busy` names the one under way. */
export type Act = {
  readonly busy: string | undefined
  /** True when it was done. */
  readonly act: (command: string, extra?: Extra) => Promise<boolean>
}

const finishing = new Set(['approve', 'complete', 'resubmit'])
/** Commands that leave the task with the person. */
const staying = new Set(['comment', 'claim', 'release', 'cc', 'remind'])

/** Commands about one task, with what was filled in. A repeated press, or a retry after a lost answer, counts once. */
export function useAct({
  answer,
  store,
  onProblems,
  onDone,
}: {
  readonly answer: WorkItemAnswer
  readonly store: FormStore | undefined
  readonly onProblems: (problems: readonly FormProblem[]) => void
  readonly onDone: () => void
}): Act {
  const { client, model } = useWorkspace()
  const t = useT(messages)
  const toast = useToast()
  const queries = useQueryClient()
  const [busy, setBusy] = useState<string>()
  const ids = useRef(new Map<string, string>())
  const idOf = (command: string): string => {
    const known = ids.current.get(command) ?? randomId()
    ids.current.set(command, known)
    return known
  }
  const filled = (command: string): Extra => {
    if (store === undefined || command === 'reject' || staying.has(command)) return {}
    const values = writable(sentValues(store.program, store.state), answer)
    const form = formKey(model, store.program)
    return Object.keys(values).length === 0 ? {} : { values, ...(form === undefined ? {} : { form }) }
  }
  const isReady = (command: string): boolean => {
    const { errors } =
      store !== undefined && finishing.has(command)
        ? validateForm(store.program, store.state)
        : { errors: [] }
    const wrong = wrongAtStep(errors, answer.fields)
    onProblems(wrong)
    return wrong.length === 0
  }
  const act = async (command: string, extra: Extra = {}): Promise<boolean> => {
    if (!isReady(command)) return false
    setBusy(command)
    try {
      await client.work.act(answer.item.id, command, {
        commandId: idOf(command),
        itemRev: answer.item.rev,
        ...filled(command),
        ...extra,
      })
      ids.current.delete(command)
      toast({ text: t('acted', { title: answer.item.title }), tone: 'success' })
      if (!staying.has(command)) onDone()
      await queries.invalidateQueries()
      setBusy(undefined)
      return true
    } catch (error) {
      ids.current.delete(command)
      const details = isApiError(error) ? error.details : []
      onProblems(
        details.map((detail) => ({ path: detail.path, message: { zh: detail.message, en: detail.message } })),
      )
      toast({ text: error instanceof Error ? error.message : String(error), tone: 'danger' })
      setBusy(undefined)
      return false
    }
  }
  return { busy, act }
}

function writable(values: RecordValues, answer: WorkItemAnswer): RecordValues {
  const may = (key: string): boolean => (answer.fields[key] ?? answer.fields['*']) === 'write'
  return Object.fromEntries(Object.entries(values).filter(([key]) => may(key)))
}
