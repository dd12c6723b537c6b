import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { browserLevels, extensionFolders, levels, purePackages, reserved } from './layers.ts'

/** One broken wall, as a sentence that names the place. */
export type Breach = string

/** A package of the tree as the test sees it. */
export type Member = { readonly name: string; readonly folder: string; readonly declares: readonly string[] }

type Manifest = {
  readonly dependencies?: Record<string, string>
  readonly devDependencies?: Record<string, string>
  readonly optionalDependencies?: Record<string, string>
  /** Own modules by names of their own, for where browsers and servers need different ones. */
  readonly imports?: Record<string, unknown>
}

function manifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
}

/** Every package and app below `root`. */
export function members(root: string): readonly Member[] {
  return ['packages', 'apps'].flatMap((kind) =>
    readdirSync(join(root, kind))
      .filter((name) => existsSync(join(root, kind, name, 'package.json')))
      .map((name) => {
        const folder = join(root, kind, name)
        const { dependencies, devDependencies, optionalDependencies, imports } = manifest(folder)
        return {
          name,
          folder,
          declares: Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies, ...imports }),
        }
      }),
  )
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return name === 'node_modules' ? [] : sources(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

/** Module names that a source imports, statically or lazily. */
export function importsOf(text: string): readonly string[] {
  const found = text.matchAll(
    /(?:^|\n)\s*(?:import|export)\s[^'"\n;]*?(?:\{[^}]*\}[^'"\n]*?)?from\s+['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g,
  )
  return [...found].map((match) => match[1] ?? match[2] ?? match[3] ?? '')
}

const bare = (module: string): string =>
  module.startsWith('@')
    ? module.split('/').slice(0, 2).join('/')
    : module.startsWith('node:')
      ? module
      : (module.split('/')[0] ?? module)

/** True when a source of `from` may see package `to`. */
export function maySee(from: string, to: string, reactFace: boolean): boolean {
  if (from === to) return true
  const fromBrowser = browserLevels[from] ?? (reactFace ? 2 : undefined)
  const toBrowser = browserLevels[to]
  if (fromBrowser !== undefined) {
    if (toBrowser !== undefined) return toBrowser < fromBrowser
    return purePackages.includes(to)
  }
  if (toBrowser !== undefined) return false
  return (levels[to] ?? 0) < (levels[from] ?? 0)
}

function breachesOfFile(member: Member, path: string, root: string): readonly Breach[] {
  const place = path.slice(root.length + 1)
  const isTest = /\.test\.tsx?$/.test(path)
  const reactFace = member.name === 'fields' && (path.endsWith('.tsx') || /src\/react(\.ts$|\/)/.test(path))
  return importsOf(readFileSync(path, 'utf8')).flatMap((module) => {
    if (module.startsWith('.')) return []
    const name = bare(module)
    const found: Breach[] = []
    if (name.startsWith('@mortise/')) {
      const target = name.slice('@mortise/'.length)
      if (!isTest && !maySee(member.name, target, reactFace))
        found.push(`${place}: ${member.name} may not import ${target}`)
    }
    const allowed = reserved[name] ?? reserved[module]
    if (!isTest && allowed !== undefined && !allowed.includes(member.name))
      found.push(`${place}: only ${allowed.join(', ')} may import ${name}`)
    if (!isTest && purePackages.includes(member.name) && name.startsWith('node:'))
      found.push(`${place}: a pure package may not import ${name}`)
    if (
      !isTest &&
      !name.startsWith('node:') &&
      !name.startsWith('virtual:') &&
      !member.declares.includes(name) &&
      !member.declares.includes(`@types/${name}`)
    )
      found.push(`${place}: ${name} is not declared in package.json`)
    return found
  })
}

/** Every import that goes up, sideways, to a reserved module or to an undeclared package. */
export function importBreaches(root: string): readonly Breach[] {
  return members(root).flatMap((member) =>
    sources(join(member.folder, 'src')).flatMap((path) => breachesOfFile(member, path, root)),
  )
}

/** Extension folders that no list names: the type would exist and never be found. */
export function unlistedFolders(root: string): readonly Breach[] {
  return extensionFolders.flatMap(({ folder, list, role }) => {
    const text = existsSync(join(root, list)) ? readFileSync(join(root, list), 'utf8') : ''
    return readdirSync(join(root, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(root, folder, entry.name, role)))
      .filter((entry) => !text.includes(`./${entry.name}/${role}`))
      .map((entry) => `${folder}/${entry.name}: not listed in ${list}`)
  })
}
