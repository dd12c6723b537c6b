import { say } from '@mortise/errors'
import type { BlockDocument, ExtensionHead, ExtensionList, Settings } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import { useReadable } from '../kit/readable.ts'

const headKeys: ReadonlySet<string> = new Set(['type', 'id', 'visible', 'keepTogether', 'keepWithNext'])

/** What a block is in a few words, as its type tells; '' for one of an unknown type. */
export function useBlockWords(
  types: Pick<ExtensionList<ExtensionHead>, 'find'>,
  entity: string,
  block: BlockDocument | undefined,
): string {
  const locale = useLocale()
  const readable = useReadable(entity)
  const type = types.find(block?.type ?? '')
  if (block === undefined || type === undefined) return ''
  const settings = Object.fromEntries(Object.entries(block).filter(([key]) => !headKeys.has(key)))
  return say(type.describe(readable(settings as Settings, type.settings)), locale)
}
