/** Which server the sandbox behaves like: main, or the released v3.8.3-patch.16 (contract 12). */
export type Quirks = 'main' | 'patch.16'
