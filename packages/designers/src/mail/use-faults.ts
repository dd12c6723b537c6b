import { say } from '@mortise/errors'
import type { MailDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { useMemo } from 'react'
import { blockAt } from '../blocks/tree.ts'
import { useProblems } from '../workbench/context.tsx'
import type { DraftMail } from '../workbench/mails-api.ts'
import { messages } from './messages.ts'

/** The innermost block that a place in a template lies in; undefined for a place in none. */
export function blockOfPlace(mail: MailDocument, path: string): string | undefined {
  for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/')))
    if (/\/\d+$/.test(at) && typeof blockAt(mail, at)?.type === 'string') return at
  return undefined
}

/** Something to know of a block: what keeps it from being published or from being shown is `wrong`, a picture can be missing. */
export type Fault = { readonly text: string; readonly wrong: boolean }

/** What there is to know of each block, by its pointer. */
export type Faults = ReadonlyMap<string, readonly Fault[]>

/** What is wrong with each block: what keeps it from being published, and what it leaves out for this record. */
export function useFaults(name: string, mail: MailDocument, drawn: DraftMail | undefined): Faults {
  const t = useT(messages)
  const locale = useLocale()
  const { data } = useProblems()
  return useMemo(() => {
    const found = new Map<string, Fault[]>()
    const tell = (at: string | undefined, fault: Fault): void => {
      if (at === undefined || found.get(at)?.some(({ text }) => text === fault.text) === true) return
      found.set(at, [...(found.get(at) ?? []), fault])
    }
    for (const { kind, key, path, message } of data ?? [])
      if (kind === 'mail' && key === name)
        tell(blockOfPlace(mail, path), { text: say(message, locale), wrong: true })
    for (const one of drawn?.remarks ?? [])
      if ('picture' in one)
        tell(one.at, { text: t('pictureMissing', { picture: one.picture }), wrong: false })
      else tell(one.at, { text: t('addressBad', { address: one.address }), wrong: true })
    return found
  }, [data, name, mail, drawn, locale, t])
}
