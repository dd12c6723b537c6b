import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

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
