import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { cruise } from 'dependency-cruiser'
import { build } from 'esbuild'

/**
 * dependency-cruiser reads TypeScript only through the compiler's JavaScript interface, which TypeScript 7 does not
 * have. So it gets a copy of the sources as JavaScript, with the three things it must still see: which file runs in
 * the browser (by its name), which import is only of a type (as a `require`), and where `@/` leads.
 */
const folders = ['app', 'components', 'server', 'prisma', 'bench', 'e2e']
const skipped = /^server\/db\/generated\/|[.]test[.]tsx?$/
const source = /[.](tsx?|mjs)$/

/** @param {string} root @param {string} path @returns {string[]} */
function filesUnder(root, path) {
  if (!existsSync(join(root, path))) return []
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    const inside = path === '.' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) return path === '.' ? [] : filesUnder(root, inside)
    return source.test(inside) && !skipped.test(inside) ? [inside] : []
  })
}

const typeImport = /^(?:import|export) type\b[^'"]*? from ['"]([^'"]+)['"]/gm
const clientDirective = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*['"]use client['"]/

/**
 * What each file imports when it runs, as esbuild understands it.
 * @param {string} root
 * @param {readonly string[]} files
 * @returns {Promise<Map<string, { path: string, kind: string }[]>>}
 */
async function importsOf(root, files) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => ({ in: file, out: file })),
    outdir: 'unwritten',
    bundle: false,
    write: false,
    metafile: true,
    format: 'esm',
    target: 'esnext',
    jsx: 'automatic',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  })
  return new Map(Object.values(metafile.outputs).map(({ entryPoint = '', imports }) => [entryPoint, imports]))
}

/**
 * @param {string} file path in the clone
 * @param {string} text its source
 * @param {{ path: string, kind: string }[]} imports
 * @returns {{ file: string, text: string }} its copy: nothing but imports
 */
function copyOf(file, text, imports) {
  const inCopy = (/** @type {string} */ path) => {
    if (!path.startsWith('@/')) return path
    const to = relative(dirname(file), path.slice(2))
    return to.startsWith('.') ? to : `./${to}`
  }
  const lines = [
    ...imports.map(({ path, kind }) =>
      kind === 'dynamic-import' ? `import('${inCopy(path)}')` : `import '${inCopy(path)}'`,
    ),
    ...[...text.matchAll(typeImport)].map(([, path = '']) => `require('${inCopy(path)}')`),
  ]
  const ending = file.endsWith('.mjs') ? '' : clientDirective.test(text) ? '.client.js' : '.js'
  return { file: `${file}${ending}`, text: lines.join('\n') }
}

/**
 * Checks the rules of .dependency-cruiser.mjs.
 * @param {string} root the clone, or a folder laid out like it
 * @param {{ forbidden: { name: string, comment: string }[], options: object }} rules
 * @returns {Promise<{ files: number, violations: { rule: string, text: string }[] }>}
 */
export async function checkDirections(root, rules) {
  const files = ['.', ...folders].flatMap((folder) => filesUnder(root, folder))
  const mirror = realpathSync(mkdtempSync(join(tmpdir(), 'steward-directions-')))
  try {
    for (const [file, imports] of await importsOf(root, files)) {
      const copy = copyOf(file, readFileSync(join(root, file), 'utf8'), imports)
      mkdirSync(dirname(join(mirror, copy.file)), { recursive: true })
      writeFileSync(join(mirror, copy.file), copy.text)
    }
    const { forbidden, options } = rules
    const { output } = await cruise(
      ['.'],
      { ...options, baseDir: mirror, ruleSet: { forbidden }, validate: true, moduleSystems: ['es6', 'cjs'] },
      options.enhancedResolveOptions,
    )
    if (typeof output === 'string') throw new Error(output)
    return {
      files: files.length,
      violations: output.summary.violations.map((found) => asText(found, forbidden)),
    }
  } finally {
    rmSync(mirror, { recursive: true, force: true })
  }
}

/** @param {string} file */
const original = (file) => file.replace(/(?<=[.]tsx?)([.]client)?[.]js$/, '')

/** @param {import('dependency-cruiser').IViolation} found @param {{ name: string, comment: string }[]} forbidden */
function asText({ rule, from, to, cycle }, forbidden) {
  const path = cycle ? [from, ...cycle.map(({ name }) => name)] : from === to ? [from] : [from, to]
  const comment = forbidden.find(({ name }) => name === rule.name)?.comment
  return { rule: rule.name, text: `${path.map(original).join(' → ')}\n    ${rule.name}: ${comment}` }
}
