import { provinceCities, provinceCodes } from './cities.ts'

/** Where a province stands on the grid (column, row), its short name and its English one. */
export type Province = {
  readonly zh: string
  readonly en: string
  readonly x: number
  readonly y: number
}

const table: readonly (readonly [string, string, number, number])[] = [
  ['黑龙江', 'Heilongjiang', 8, 0],
  ['内蒙古', 'Inner Mongolia', 5, 1],
  ['吉林', 'Jilin', 8, 1],
  ['新疆', 'Xinjiang', 0, 2],
  ['甘肃', 'Gansu', 2, 2],
  ['宁夏', 'Ningxia', 3, 2],
  ['山西', 'Shanxi', 4, 2],
  ['河北', 'Hebei', 5, 2],
  ['北京', 'Beijing', 6, 2],
  ['天津', 'Tianjin', 7, 2],
  ['辽宁', 'Liaoning', 8, 2],
  ['西藏', 'Tibet', 0, 3],
  ['青海', 'Qinghai', 2, 3],
  ['陕西', 'Shaanxi', 4, 3],
  ['河南', 'Henan', 5, 3],
  ['山东', 'Shandong', 6, 3],
  ['四川', 'Sichuan', 2, 4],
  ['重庆', 'Chongqing', 3, 4],
  ['湖北', 'Hubei', 4, 4],
  ['安徽', 'Anhui', 5, 4],
  ['江苏', 'Jiangsu', 6, 4],
  ['上海', 'Shanghai', 7, 4],
  ['云南', 'Yunnan', 2, 5],
  ['贵州', 'Guizhou', 3, 5],
  ['湖南', 'Hunan', 4, 5],
  ['江西', 'Jiangxi', 5, 5],
  ['浙江', 'Zhejiang', 6, 5],
  ['广西', 'Guangxi', 3, 6],
  ['广东', 'Guangdong', 4, 6],
  ['福建', 'Fujian', 5, 6],
  ['台湾', 'Taiwan', 7, 6],
  ['海南', 'Hainan', 3, 7],
  ['澳门', 'Macao', 4, 7],
  ['香港', 'Hong Kong', 5, 7],
]

/** All provinces, each a square of one size at about its place: no shape and no border is drawn. */
export const provinces: readonly Province[] = table.map(([zh, en, x, y]) => ({ zh, en, x, y }))

const byName = new Map(
  provinces.flatMap((one) => [[one.zh, one] as const, [one.en.toLowerCase(), one] as const]),
)

const byCity = new Map(
  Object.entries(provinceCities).flatMap(([province, cities]) =>
    cities.split(' ').map((city) => [city, province] as const),
  ),
)

/** The province that a name means: 广东, 广东省, 内蒙古自治区, 浙江省/杭州市, 宁波, 330200, Guangdong. */
export function provinceOf(name: string): Province | undefined {
  const words = name.trim()
  const code = /^\d{6}$/.test(words) ? provinceCodes[words.slice(0, 2)] : undefined
  const exact = byName.get(code ?? words) ?? byName.get(words.toLowerCase().replace(/ (province|sar)$/, ''))
  if (exact !== undefined) return exact
  const city = byCity.get(words.replace(/(市|地区|盟|自治州)$/, ''))
  return city === undefined ? provinces.find(({ zh }) => words.startsWith(zh)) : byName.get(city)
}
