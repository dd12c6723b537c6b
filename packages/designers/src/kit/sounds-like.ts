import { match } from 'pinyin-pro'

/** Whether a text has what somebody types, in signs or by sound: 明细 is found by `mingxi` and by `mx`. */
export function soundsLike(text: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase()
  if (wanted === '' || text.toLowerCase().includes(wanted)) return true
  return /^[a-z ]+$/.test(wanted) && match(text, wanted, { continuous: true }) !== null
}
