import type { Config } from 'tailwindcss'

/** The look's scale. Colours are the variables of app/globals.css, so that both themes share every class. */
const v = (name: string) => `var(--${name})`

export default {
  content: ['./app/**/*.{ts,tsx}', './components/**/*.{ts,tsx}'],
  theme: {
    colors: {
      transparent: 'transparent',
      current: 'currentColor',
      bg: v('bg'),
      surface: v('surface'),
      raised: v('raised'),
      sunken: v('sunken'),
      hover: v('hover'),
      line: { DEFAULT: v('line'), strong: v('line-strong'), field: v('line-field') },
      ink: { DEFAULT: v('ink'), 2: v('ink-2'), 3: v('ink-3') },
      accent: { DEFAULT: v('accent'), soft: v('accent-soft'), ink: v('accent-ink') },
      danger: { DEFAULT: v('danger'), soft: v('danger-soft'), ink: v('danger-ink') },
      warn: { DEFAULT: v('warn'), soft: v('warn-soft') },
      ok: { DEFAULT: v('ok'), soft: v('ok-soft') },
      veil: v('veil'),
    },
    fontFamily: { sans: v('font-text'), mono: v('font-mono') },
    fontSize: {
      '2xs': ['10px', '14px'],
      xs: ['11px', '16px'],
      sm: ['12px', '18px'],
      md: ['13px', '20px'],
      lg: ['15px', '22px'],
      xl: ['20px', '28px'],
      field: ['16px', '24px'],
    },
    fontWeight: { normal: '400', medium: '500', strong: '550', semibold: '600', bold: '650' },
    borderRadius: { none: '0', sm: '4px', DEFAULT: '6px', md: '6px', lg: '10px', xl: '12px', full: '9999px' },
    screens: { sm: '640px', md: '768px', lg: '1024px', xl: '1280px' },
    extend: {
      boxShadow: { dialog: v('shadow-dialog'), menu: v('shadow-menu') },
      transitionDuration: { DEFAULT: '120ms' },
    },
  },
} satisfies Config
