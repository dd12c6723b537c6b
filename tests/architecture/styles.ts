import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'

const ofPrint = 'form-print.css'

function styleFiles(root: string): readonly string[] {
  return ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((one) => {
      const place = join(kind, one, 'src')
      return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.css') && !file.endsWith(ofPrint))
        .map((file) => join(place, file))
    }),
  )
}

/** Classes that a file gives rules of their own to, outside of media queries. */
function ownClasses(text: string): ReadonlySet<string> {
  const plain = text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/@[^{;]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '')
  return new Set([...plain.matchAll(/(?:^|\})\s*\.([a-z]-[\w-]+)\s*\{/g)].map(([, name = '']) => name))
}

/**
 * Classes that two files lay out, as `name: file, file`. Styles are fetched with the screens they are for and stay: of two
 * screens whose classes are called the same, the one that is opened second spoils the first.
 */
export function sharedClasses(root: string): readonly string[] {
  const homes = Map.groupBy(
    styleFiles(root).flatMap((file) =>
      [...ownClasses(readFileSync(join(root, file), 'utf8'))].map((name) => ({ name, file })),
    ),
    ({ name }) => name,
  )
  return [...homes]
    .filter(([, all]) => all.length > 1)
    .map(([name, all]) => `${name}: ${all.map(({ file }) => file).join(', ')}`)
}

/** Styles that are there on every screen, as the frame of the app or of the designers fetches them. */
const everywhere = /packages\/(?:ui\/src\/styles|fields\/src\/react)\/|styles\/designers\.css$/

/** The folder of a package that a file belongs to, like `packages/views/src/record`. */
function homeOf(file: string): string {
  return file.split('/').slice(0, 4).join('/')
}

function screenFiles(root: string): readonly { readonly file: string; readonly text: string }[] {
  return ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind)).flatMap((one) => {
      const place = join(kind, one, 'src')
      return readdirSync(join(root, place), { recursive: true, encoding: 'utf8' })
        .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
        .map((file) => join(place, file))
        .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))
    }),
  )
}

/**
 * Classes of screens that never fetch their styles, as `name: file (styles)`: they look right only after another screen was
 * opened, or wrong from then on. Looked at are styles that one folder alone fetches.
 */
export function strangeClasses(root: string): readonly string[] {
  const screens = screenFiles(root)
  const fetches = screens.flatMap(({ file, text }) =>
    [...text.matchAll(/import '(\.[^']+\.css)'/g)].map(([, path = '']) => ({
      styles: normalize(join(dirname(file), path)),
      home: homeOf(file),
    })),
  )
  const homes = Map.groupBy(fetches, ({ styles }) => styles)
  return [...homes].flatMap(([styles, all]) => {
    const [home = '', ...others] = [...new Set(all.map((one) => one.home))]
    if (others.length > 0 || everywhere.test(styles) || styles.endsWith(ofPrint)) return []
    const names = ownClasses(readFileSync(join(root, styles), 'utf8'))
    const used = new RegExp(`["'\` ](${[...names].join('|') || '-'})["'\` ]`, 'g')
    return screens
      .filter(({ file }) => homeOf(file) !== home)
      .flatMap(({ file, text }) => [...text.matchAll(used)].map(([, name]) => `${name}: ${file} (${styles})`))
  })
}
