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

/** What is wrong with each block: what keeps it from being published, and what it leaves out for this record. */
export function useFaults(
  name: string,
  mail: MailDocument,
  drawn: DraftMail | undefined,
): ReadonlyMap<string, readonly string[]> {
  const t = useT(messages)
  const locale = useLocale()
  const { data } = useProblems()
  return useMemo(() => {
    const found = new Map<string, string[]>()
    const tell = (at: string | undefined, text: string): void => {
      if (at === undefined || found.get(at)?.includes(text) === true) return
      found.set(at, [...(found.get(at) ?? []), text])
    }
    for (const { kind, key, path, message } of data ?? [])
      if (kind === 'mail' && key === name) tell(blockOfPlace(mail, path), say(message, locale))
    for (const one of drawn?.remarks ?? [])
      tell(
        one.at,
        'picture' in one
          ? t('pictureMissing', { picture: one.picture })
          : t('addressBad', { address: one.address }),
      )
    return found
  }, [data, name, mail, drawn, locale, t])
}
