/** Light or dark. */
export type Mode = 'light' | 'dark'

/** Every colour the product uses, by meaning. Texts pass 4.5 : 1 on page and surface. */
export type Tokens = {
  readonly page: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly hover: string
  readonly border: string
  readonly borderStrong: string
  /** The outline of what is nothing but an outline, as a box to tick: seen at 3 : 1. */
  readonly outline: string
  readonly text: string
  readonly secondary: string
  readonly placeholder: string
  readonly primary: string
  readonly primaryTint: string
  readonly onPrimary: string
  readonly danger: string
  readonly dangerTint: string
  readonly warning: string
  readonly warningTint: string
  readonly success: string
  readonly successTint: string
  readonly info: string
  readonly shadow: string
  readonly scrim: string
}

/** The paper-and-ink palette of both modes. */
export const tokens: { readonly [K in Mode]: Tokens } = {
  light: {
    page: '#F6F5F2',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    sunken: '#FAF9F7',
    hover: '#F3F1ED',
    border: '#E5E2DB',
    borderStrong: '#CFCBC1',
    outline: '#8F8B82',
    text: '#1E2227',
    secondary: '#555D66',
    placeholder: '#646B77',
    primary: '#2B5797',
    primaryTint: '#EAF0F8',
    onPrimary: '#FFFFFF',
    danger: '#B83A2B',
    dangerTint: '#FBEDEA',
    warning: '#96600B',
    warningTint: '#FBF2E0',
    success: '#27724A',
    successTint: '#E8F4EC',
    info: '#2B5797',
    shadow: '0 1px 2px rgba(30,34,39,.04), 0 8px 28px rgba(30,34,39,.12)',
    scrim: 'rgba(30,34,39,.32)',
  },
  dark: {
    page: '#15171A',
    surface: '#1D2024',
    raised: '#24282D',
    sunken: '#191C1F',
    hover: '#282C32',
    border: '#30343A',
    borderStrong: '#454A52',
    outline: '#737B86',
    text: '#E7E9EC',
    secondary: '#A8B0BA',
    placeholder: '#98A1AB',
    primary: '#7FA8E6',
    primaryTint: '#22304A',
    onPrimary: '#12161C',
    danger: '#F0806F',
    dangerTint: '#3A2320',
    warning: '#E0A94A',
    warningTint: '#352A17',
    success: '#63C08C',
    successTint: '#1B3226',
    info: '#7FA8E6',
    shadow: '0 1px 2px rgba(0,0,0,.3), 0 10px 32px rgba(0,0,0,.5)',
    scrim: 'rgba(0,0,0,.5)',
  },
}

/** Colours of chart series, in order; dark is the same one step lighter. */
export const chartSeries: { readonly [K in Mode]: readonly string[] } = {
  light: ['#2B5797', '#C98A2B', '#3B8C77', '#B8543F', '#6C5B93', '#7A8A3A', '#3F7FA6', '#A0657B'],
  dark: ['#6F9BDB', '#DDA857', '#62B39D', '#D97F6B', '#9887C0', '#A2B262', '#6BA8CD', '#C68CA2'],
}

/** Faces for every text, home market first; all are fonts the reader's machine has. */
export const fontFamily = '"PingFang SC","Microsoft YaHei","Noto Sans SC",system-ui,sans-serif'

const dashed = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** Writes the tokens as custom properties (`--m-border-strong`) on an element, through the CSSOM so that CSP allows it. */
export function applyTokens(element: HTMLElement, mode: Mode): void {
  for (const [name, value] of Object.entries(tokens[mode])) {
    element.style.setProperty(`--m-${dashed(name)}`, value)
  }
  element.style.colorScheme = mode
  element.dataset['mode'] = mode
}
