type Paths = {
  readonly home: () => string
  readonly app: (key: string) => string
  readonly gallery: () => string
  readonly start: (app: string) => string
  readonly inbox: (item?: string) => string
  readonly list: (entity: string, search?: { readonly [key: string]: string }) => string
  readonly record: (entity: string, id: string) => string
  readonly create: (entity: string, preset?: { readonly [field: string]: string }) => string
  readonly drafts: (entity?: string) => string
  readonly importFile: (entity: string) => string
  readonly duplicates: (entity: string) => string
  readonly dashboard: (key: string) => string
  readonly report: (key: string) => string
  readonly efficiency: (flow?: string) => string
  readonly runs: (id?: string) => string
  readonly print: (template: string, id: string) => string
  readonly settings: (page?: string) => string
  readonly design: (rest?: string) => string
}

/** Addresses of the product's pages, made in one place so that views need no router. */
export const paths: Paths = {
  home: (): string => '/',
  app: (key: string): string => `/a/${key}`,
  gallery: (): string => '/gallery',
  start: (app: string): string => `/a/${app}/start`,
  inbox: (item?: string): string => (item === undefined ? '/inbox' : `/inbox?item=${item}`),
  list: (entity: string, search: { readonly [key: string]: string } = {}): string => {
    const query = new URLSearchParams(search).toString()
    return `/r/${entity}${query === '' ? '' : `?${query}`}`
  },
  record: (entity: string, id: string): string => `/r/${entity}/${id}`,
  create: (entity: string, preset: { readonly [field: string]: string } = {}): string => {
    const query = new URLSearchParams(preset).toString()
    return `/r/${entity}/new${query === '' ? '' : `?${query}`}`
  },
  drafts: (entity?: string): string => (entity === undefined ? '/drafts' : `/drafts?entity=${entity}`),
  importFile: (entity: string): string => `/import/${entity}`,
  duplicates: (entity: string): string => `/duplicates/${entity}`,
  dashboard: (key: string): string => `/dashboards/${key}`,
  report: (key: string): string => `/reports/${key}`,
  efficiency: (flow?: string): string => (flow === undefined ? '/efficiency' : `/efficiency/${flow}`),
  runs: (id?: string): string => (id === undefined ? '/runs' : `/runs/${id}`),
  print: (template: string, id: string): string => `/print/${template}/${id}`,
  settings: (page = 'profile'): string => `/settings/${page}`,
  design: (rest = ''): string => `/design${rest}`,
}
