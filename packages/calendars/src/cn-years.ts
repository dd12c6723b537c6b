import type { YearPlan } from './year-plan.ts'

/** `name: days off as ranges | days worked instead`, each as month and day. */
type Row = readonly [name: string, off: string, work?: string]

const rows: { readonly [year: string]: readonly Row[] } = {
  '2022': [
    ['元旦', '0101-0103'],
    ['春节', '0131-0206', '0129 0130'],
    ['清明节', '0403-0405', '0402'],
    ['劳动节', '0430-0504', '0424 0507'],
    ['端午节', '0603-0605'],
    ['中秋节', '0910-0912'],
    ['国庆节', '1001-1007', '1008 1009'],
  ],
  '2023': [
    ['元旦', '0101-0102'],
    ['春节', '0121-0127', '0128 0129'],
    ['清明节', '0405-0405'],
    ['劳动节', '0429-0503', '0423 0506'],
    ['端午节', '0622-0624', '0625'],
    ['中秋节、国庆节', '0929-1006', '1007 1008'],
  ],
  '2024': [
    ['元旦', '0101-0101'],
    ['春节', '0210-0217', '0204 0218'],
    ['清明节', '0404-0406', '0407'],
    ['劳动节', '0501-0505', '0428 0511'],
    ['端午节', '0610-0610'],
    ['中秋节', '0915-0917', '0914'],
    ['国庆节', '1001-1007', '0929 1012'],
  ],
  '2025': [
    ['元旦', '0101-0101'],
    ['春节', '0128-0204', '0126 0208'],
    ['清明节', '0404-0406'],
    ['劳动节', '0501-0505', '0427'],
    ['端午节', '0531-0602'],
    ['国庆节、中秋节', '1001-1008', '0928 1011'],
  ],
  '2026': [
    ['元旦', '0101-0103', '0104'],
    ['春节', '0215-0223', '0214 0228'],
    ['清明节', '0404-0406'],
    ['劳动节', '0501-0505', '0509'],
    ['端午节', '0619-0621'],
    ['中秋节', '0925-0927'],
    ['国庆节', '1001-1007', '0920 1010'],
  ],
}

const dayMs = 86_400_000
const instantOf = (year: string, day: string): number =>
  Date.UTC(Number(year), Number(day.slice(0, 2)) - 1, Number(day.slice(2)))
const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

function planOf(year: string, list: readonly Row[]): YearPlan {
  const days = list.flatMap(([name, off, work = '']) => {
    const [from = '', to = from] = off.split('-')
    const [first, last] = [instantOf(year, from), instantOf(year, to)]
    const count = Math.round((last - first) / dayMs) + 1
    const free = Array.from({ length: count }, (_, index) => dateOf(first + index * dayMs))
    const worked = work.split(' ').filter((day) => day !== '')
    return [
      ...free.map((date) => ({ date, name, isOffDay: true })),
      ...worked.map((day) => ({ date: dateOf(instantOf(year, day)), name, isOffDay: false })),
    ]
  })
  return { year: Number(year), days: days.sort((a, b) => (a.date < b.date ? -1 : 1)) }
}

/** Days off and days worked instead in mainland China, by the notices of the State Council. */
export const cnYearPlans: readonly YearPlan[] = Object.entries(rows).map(([year, list]) => planOf(year, list))
