import { useLocale, useT } from '@mortise/ui'
import { useSpace, useWorkbench } from '../workbench/context.tsx'
import { placeMessages } from './place-messages.ts'
import type { PlaceContext } from './place-words.ts'

/** What `problemWords` and `documentWords` need, as the drafts stand now. */
export function usePlaceContext(): PlaceContext {
  const { kit, model } = useWorkbench()
  const { documents } = useSpace()
  const locale = useLocale()
  const t = useT(placeMessages)
  return { kit, model, documents, locale, t }
}
