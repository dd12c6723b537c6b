import { build, type InlineConfig, type Rolldown } from 'vite'

/** The modules that an entry needs before anything of it shows, without those that are fetched later. */
type Needed = ReadonlySet<string>

function neededBy(entry: string, chunks: ReadonlyMap<string, Rolldown.OutputChunk>): Needed {
  const start = [...chunks.values()].find((one) => one.isEntry && one.facadeModuleId?.endsWith(`/${entry}`))
  if (start === undefined) throw new Error(`no entry ${entry}`)
  const found = new Set([start.fileName])
  // A set gives what joins it meanwhile too.
  for (const name of found) for (const next of chunks.get(name)?.imports ?? []) found.add(next)
  return new Set([...found].flatMap((name) => Object.keys(chunks.get(name)?.modules ?? {})))
}

/**
 * The pieces of the first page. Left alone the bundler makes a piece for every set of screens that share
 * something, a hundred of them for the first page, which pack badly; so what every page needs becomes one piece, and what
 * the product needs besides before it shows a list another. Which these are is what a first building without any pieces
 * says; nothing has to be kept in a list.
 */
export async function firstParts(config: InlineConfig): Promise<Rolldown.CodeSplittingGroup[]> {
  const { build: options, ...rest } = config
  const made = await build({
    ...rest,
    configFile: false,
    logLevel: 'silent',
    build: {
      ...options,
      write: false,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: { ...options?.rolldownOptions, experimental: { chunkOptimization: false } },
    },
  })
  if (!('output' in made)) throw new Error('the first building gave no pieces')
  const chunks = new Map(
    made.output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])),
  )
  const product = neededBy('index.html', chunks)
  const strangers = neededBy('public.html', chunks)
  // Libraries change seldom: with a new version of the product they stay kept. They come first of all, for what is grouped
  // takes along what it needs.
  const isLibrary = (module: string): boolean => module.includes('/node_modules/')
  const isBase = (module: string): boolean => product.has(module) && strangers.has(module)
  return [
    { name: 'base-libraries', priority: 4, test: (module) => isBase(module) && isLibrary(module) },
    { name: 'first-libraries', priority: 3, test: (module) => product.has(module) && isLibrary(module) },
    { name: 'base', priority: 2, test: isBase },
    { name: 'first', priority: 1, test: (module) => product.has(module) },
  ]
}
