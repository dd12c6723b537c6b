/** A whole number below another. */
type Roll = (below: number) => number

const han = '安百昌成德东方福光海和恒华嘉金康联明宁平庆荣瑞盛泰通万祥新兴义永裕源泽振志中'
const upper = 'ABCDEFGHJKLMNPQRTUWXY'

const oneOf = (letters: string, roll: Roll): string => letters.charAt(roll(letters.length))

/** Other words of the same form: a digit for each digit, a letter for each letter, so that what checks the form is content. */
export function sameForm(words: string, roll: Roll): string {
  return words.replace(/\p{Nd}|[a-z]|[A-Z]|\p{Script=Han}/gu, (one) => {
    if (/\p{Nd}/u.test(one)) return String(roll(10))
    if (/[a-z]/u.test(one)) return oneOf(upper, roll).toLowerCase()
    return /[A-Z]/u.test(one) ? oneOf(upper, roll) : oneOf(han, roll)
  })
}
