/** Look of a text control. Larger letters on a phone, where smaller ones make the browser zoom in. */
export const controlClass =
  'w-full rounded border border-line-field bg-bg px-2.5 text-field text-ink placeholder:text-ink-3 md:text-md aria-invalid:border-danger disabled:bg-sunken disabled:text-ink-3'
