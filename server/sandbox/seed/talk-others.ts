/** Conversations in German and Arabic; the form is that of talk-en.ts. */
export const TALK_DE: Record<string, string> = {
  general: `
a: Wer hat am Samstag Zeit für die Gemeinschaftsstunden? Wir brauchen noch drei Leute.
b: Ich ab zehn.
c: Ich auch, bringe die große Schere mit.
a: Super, dann fehlt nur noch jemand mit Anhänger.
d: Hab ich. Neun Uhr am Tor?

a: Guten Morgen! Weiß jemand, ob die Bahn heute fährt?
b: Nur jede halbe Stunde, und ab Neustadt mit dem Bus.
c: Wie immer also.
a: Danke euch 😄

d: Mein erster Laib ohne Hefe.
d: [picture] Sauerteigbrot
b: Der sieht großartig aus!
a: Rezept?
d: 500 g Mehl, 350 g Wasser, 100 g Anstellgut, 10 g Salz und sehr viel Geduld.

c: Im Hausflur steht seit gestern ein fremdes Fahrrad, blau, mit Kindersitz.
a: Das gehört meiner Schwester, kommt heute Abend weg. Entschuldigung!
c: Kein Problem, wollte nur fragen.`,
}

export const TALK_AR: Record<string, string> = {
  general: `
a: صباح الخير جميعاً
b: صباح النور
c: هل المكتبة مفتوحة يوم الاثنين؟
d: لا، عندهم جرد
c: شكراً لك

a: اليوم طبخت مجدرة، وطلعت ممتازة
a: [picture] مجدرة
b: بالهناء! ممكن الوصفة؟
a: عدس ورز وبصل كثير محمّر، والسر في الكمون
c: جوّعتونا

b: من يلعب معنا الخميس؟ ينقصنا اثنان
c: أنا موجود
d: وأنا، لكن سأتأخر ربع ساعة
b: ممتاز، نراكم في الملعب`,
}
