/** One region: a province, city or county with what lies in it. */
export type Region = { readonly name: string; readonly below: readonly Region[] }

/** How far down a region goes. */
export type RegionLevel = 'province' | 'city' | 'county'

/** The administrative divisions, as lists of names by six-digit code. */
export type RegionLists = {
  readonly province_list: { readonly [code: string]: string }
  readonly city_list: { readonly [code: string]: string }
  readonly county_list: { readonly [code: string]: string }
}

/** Regions by their path of names, such as `广东省/深圳市/南山区`, and by everything people write instead. */
export type RegionBook = {
  /** The regions down to a level; a municipality counts as a city, so that `city` ends with it. */
  readonly tree: (level: RegionLevel) => readonly Region[]
  /** The path that a text means: a path in any spelling (`广东深圳南山`), or a six-digit code; undefined when it means none. */
  readonly find: (words: string) => string | undefined
  /** Whether a path stands in the tree of that level, and at its end: `inner` paths have regions below. */
  readonly place: (path: string, level: RegionLevel) => 'end' | 'inner' | undefined
}

// Levels that exist for statistics only and that nobody writes in an address.
const unspoken = /^(?:市辖区|县|省直辖县|省直辖县级行政区划|自治区直辖县级行政区划)$/u
const municipalities = new Set(['11', '12', '31', '50'])

type Draft = { name: string; level: RegionLevel; below: Draft[]; code: string }

function treeOf(lists: RegionLists): readonly Draft[] {
  const draft = (code: string, name: string, level: RegionLevel): Draft => ({ code, name, level, below: [] })
  const provinces = new Map<string, Draft>()
  const cities = new Map<string, Draft>()
  for (const [code, name] of Object.entries(lists.province_list))
    provinces.set(code.slice(0, 2), draft(code, name, 'province'))
  for (const [code, name] of Object.entries(lists.city_list)) {
    const province = provinces.get(code.slice(0, 2))
    if (province === undefined) continue
    // A municipality is province and city at once; counties without a city hang on their province.
    if (municipalities.has(code.slice(0, 2)) || unspoken.test(name)) cities.set(code.slice(0, 4), province)
    else {
      const city = draft(code, name, 'city')
      cities.set(code.slice(0, 4), city)
      province.below.push(city)
    }
  }
  for (const [code, name] of Object.entries(lists.county_list)) {
    const above = cities.get(code.slice(0, 4))
    if (above !== undefined && !above.below.some((one) => one.name === name))
      above.below.push(draft(code, name, 'county'))
  }
  return [...provinces.values()]
}

const endings =
  /(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|地区|林区|新区|省|市|区|县|盟|旗)$/u

/** The names a region goes by: in full, and without the word for its kind. */
function namesOf(name: string): readonly string[] {
  const short = name.replace(endings, '')
  return short.length >= 2 && short !== name ? [name, short] : [name]
}

/** Makes the book out of the lists; takes some milliseconds, so it is made once. */
export function regionBook(lists: RegionLists): RegionBook {
  const tree = treeOf(lists)
  const byCode = new Map<string, string>()
  const byPath = new Map<string, Draft>()
  const walk = (all: readonly Draft[], above: string): void => {
    for (const one of all) {
      const path = above === '' ? one.name : `${above}/${one.name}`
      byCode.set(one.code, path)
      byPath.set(path, one)
      walk(one.below, path)
    }
  }
  walk(tree, '')
  const find = (words: string): string | undefined => {
    if (byPath.has(words)) return words
    if (/^\d{6}$/u.test(words)) return byCode.get(words)
    return longest(tree, words.replace(/[\s/,，、>·-]+/gu, '/').replace(/^\/|\/$/gu, ''), '')
  }
  const trees = new Map<RegionLevel, Cut>()
  const cut = (level: RegionLevel): Cut => {
    const known = trees.get(level) ?? cutAt(tree, level)
    trees.set(level, known)
    return known
  }
  return { tree: (level) => cut(level).regions, find, place: (path, level) => cut(level).places.get(path) }
}

type Cut = { readonly regions: readonly Region[]; readonly places: ReadonlyMap<string, 'end' | 'inner'> }

const ranks: { readonly [level in RegionLevel]: number } = { province: 1, city: 2, county: 3 }
const rankOf = (one: Draft): number =>
  one.level === 'province' && municipalities.has(one.code.slice(0, 2)) ? ranks.city : ranks[one.level]

function cutAt(tree: readonly Draft[], level: RegionLevel): Cut {
  const places = new Map<string, 'end' | 'inner'>()
  const copy = (one: Draft, above: string): Region => {
    const path = above === '' ? one.name : `${above}/${one.name}`
    const below = rankOf(one) < ranks[level] ? one.below.map((next) => copy(next, path)) : []
    places.set(path, below.length === 0 ? 'end' : 'inner')
    return { name: one.name, below }
  }
  return { regions: tree.map((one) => copy(one, '')), places }
}

// Each level may be left out of the separators but not out of the text; a name is tried in full before its short form.
function longest(all: readonly Draft[], words: string, above: string): string | undefined {
  for (const short of [0, 1]) {
    for (const one of all) {
      const name = namesOf(one.name)[short]
      if (name === undefined || !words.startsWith(name)) continue
      const path = above === '' ? one.name : `${above}/${one.name}`
      const rest = words.slice(name.length).replace(/^\//u, '')
      if (rest === '') return path
      // `北京市/北京市/朝阳区`: the municipality once more as its own city.
      const again = above === '' && namesOf(one.name).find((own) => rest.startsWith(`${own}/`))
      const deeper =
        longest(one.below, rest, path) ??
        (typeof again === 'string' ? longest(one.below, rest.slice(again.length + 1), path) : undefined)
      if (deeper !== undefined) return deeper
    }
  }
  return undefined
}
