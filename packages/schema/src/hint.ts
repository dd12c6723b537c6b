import { nearestName } from '@mortise/errors'

/** The tail of a message about a wrong name: the nearest known one, else the whole list while it is short. */
export type Hint = { readonly hintZh: string; readonly hintEn: string }

const longestList = 12

/** Says which known name was likely meant. */
export function hint(wrong: string, known: readonly string[]): Hint {
  const nearest = nearestName(wrong, known)
  if (nearest !== undefined) return { hintZh: `是不是“${nearest}”？`, hintEn: `did you mean ${nearest}?` }
  if (known.length === 0) return { hintZh: '这里还没有可用的名称。', hintEn: 'there is none yet' }
  const shown = known.slice(0, longestList)
  const more = known.length > shown.length
  return {
    hintZh: `可用的有：${shown.join('、')}${more ? '……' : '。'}`,
    hintEn: `known are ${shown.join(', ')}${more ? ', …' : ''}`,
  }
}
