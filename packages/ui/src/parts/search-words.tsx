import type { ReactNode } from 'react'
import { useT } from '../i18n/create-messages.ts'
import { messages } from '../messages.ts'
import type { Search } from './use-search.ts'

/** What stands where nothing can be chosen: a search that failed is not one that found nothing. */
export function SearchWords({ of }: { readonly of: Pick<Search<unknown>, 'state' | 'short'> }): ReactNode {
  const t = useT(messages)
  const words = { busy: 'searching', found: 'nothingFound', failed: 'searchFailed' } as const
  return <span className="m-faint">{of.short > 0 ? t('typeMore', { n: of.short }) : t(words[of.state])}</span>
}
