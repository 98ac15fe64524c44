/**
 * Conversations by topic. A paragraph is one conversation; a line is "who: what"; the same letter is the same person.
 * A line of the form "who: [picture] name" is an image.
 */
export const TALK_EN: Record<string, string> = {
  running: `
a: Anybody up for an easy loop tomorrow, 6:30 at the bridge?
b: I'm in, but slow. Calf is still grumpy.
a: Slow is the plan. Eight km, coffee after.
c: Can I bring my cousin? She runs about 6:40 per km.
a: Of course.
d: Rain from seven according to my app
b: Then we run faster :)

a: Did anyone find a grey Buff at the stadium last night?
b: There's one hanging on the fence by gate 2
a: You're the best, thank you

c: First 10k without walking today!!!
a: Congratulations! What time?
c: 1:04:12
d: That's brilliant. Now rest a day.
c: [picture] finish line
b: love the face 😄`,
  parents: `
a: Does anybody know if tomorrow is the museum trip or next week?
b: Tomorrow. Packed lunch, no glass bottles, back at 15:10.
a: Thank you! I had it as next week.
c: Leo has a temperature and will miss it. Could someone bring the worksheet?
d: We live two doors down, I'll drop it off.
c: Bless you.

b: There's a blue jacket, size 128, no name, on the hook by the gym.
e: Ours! Third time this month 🙈
b: I'll hand it to the office.

a: Cake stall on the 14th: we still need four people from 9 to 11.
d: I can do 9 to 10.
e: 10 to 11 for me.
a: Two to go. And please label nuts.`,
  books: `
a: Halfway through. The aunt is the best character so far, fight me.
b: No fight, she carries the whole first part.
c: I keep losing track of who is whose brother.
a: There's a family tree on the last page!!
c: You could have said that on Monday 😅

b: Suggestions for next month? Something under 300 pages please.
d: The Summer Book. 160 pages, every one of them good.
a: Seconded.
c: Third. Decided?
b: Decided. I'll put it in the announcement.`,
  cooking: `
a: Loaf number nine. Still flat.
a: [picture] flat loaf
b: What's the room like? Mine only worked once I put it on the fridge, where it's warm.
a: 19 degrees
b: That's your problem. Give it two more hours.
c: Also you cut it while hot, I can see the steam :)
a: guilty

d: Lentils, roasted carrots, lemon, done in 25 minutes. Even the teenager ate it.
c: recipe please
d: Lentils 18 min with a bay leaf, carrots 200° with cumin, lots of lemon and salt. That is really all.`,
  developers: `
a: Has anyone measured pg_notify at more than a few thousand per second?
b: It takes a global lock at commit. Fine below that, then it gets interesting.
a: So batch it.
b: Or send one id and let people refetch.
c: We coalesce per 100 ms and nobody has noticed.

d: TIL a unique index and ON CONFLICT DO NOTHING replaced 80 lines of my retry code.
a: The best commits are red.
c: framing that

b: On-call report: one page at 03:12, disk full on the build box, log rotation was off since June.
d: who turned it off
b: git blame says me
d: 💀`,
  garden: `
a: Slugs ate every single one of the lettuces. Every one.
b: Beer traps or an early-morning walk with a torch, nothing else ever worked for me.
c: Copper tape round the raised bed. Ugly, but I have salad.
a: Ordering copper.

d: Spare courgette plants at plot 22, take as many as you like. Please. I beg you.
b: You say that every year and every year I take three.
d: Take five.
d: [picture] courgette plants`,
  hiking: `
a: Sunday: 17 km, 620 m up, train at 8:04 from platform 3. Back about 18:30.
b: Dogs allowed?
a: On a lead in the reserve, otherwise yes.
c: Is the bridge open again?
a: Since last week. Bring a second layer, the ridge is windy.
d: Count me in, plus one.

b: View from yesterday. Worth every step.
b: [picture] ridge in the morning
c: wow
a: And somebody forgot their poles at the hut, they're in my car.`,
  photos: `
a: Today's one. Comments welcome, honest ones.
a: [picture] wet street at night
b: I like the reflection, I'd lose the bin on the left.
c: No, the bin is the picture!
a: I'll crop and you can fight it out.

d: Does the lab on Mill Road still do 120?
b: Yes, Tuesdays only, about a week.
d: Perfect, thanks.`,
  games: `
a: We're three for tonight, need a fourth.
b: I can be there at 19:20, start without me?
c: We'll set up Cascadia and talk nonsense until then.
d: You do that anyway.

a: Pairings for round 5 are up. Please play by Sunday 20:00.
b: Can I swap, I'm on a train all weekend?
a: Ask your opponent, then tell me.
c: That's me, Monday is fine.`,
  market: `
a: Selling: desk lamp, works, 15. Pick up near the library.
a: [picture] desk lamp
b: Still available? I could come at six.
a: Yes, see you at the entrance.
c: Would you take 10 if b doesn't come?
a: Let's see at six :)

d: Wanted: child's bike, 16 inch, any colour, up to 40.
b: We have one in red, needs a new tube. 20?
d: Deal, I'll write to you.`,
  jobs: `
a: Two-day contract, form accessibility audit, 480 a day, remote. Details in the link they sent me, happy to forward.
b: Interested, I did three of those last year.
a: Message me.
c: Reminder: please always post rate and length.
d: And no unpaid "trial weeks", thank you.`,
  languages: `
a: Is it "I look forward to meet you" or "to meeting you"?
b: to meeting you. "to" is a preposition there.
a: So unfair.
c: Welcome to English. Wait until we do "used to".

d: ¿Quién practica hoy a las siete?
b: ¡Yo! But slowly please.
c: Despacio is my middle name.`,
  pets: `
a: Has anyone seen a grey tabby with a white chin around Park Lane? Missing since last night, answers to Momo.
a: [picture] grey tabby
b: There was a grey one under the cars at number 40, I'll go and look.
c: Sharing with our street.
b: It's him! He's in our kitchen eating ham.
a: I'm crying. On my way. THANK YOU.

d: Reminder: the pond is fenced off until Friday, blue-green algae. Keep the dogs out.
c: Thanks, nearly let her in this morning.`,
  neighbours: `
a: Water off on Tuesday from 9 to 12, the notice is by the letter boxes.
b: All floors?
a: Second and up.
c: Then I'll shower at work. Again.

d: A parcel for Mr Abbott is at my place, third floor left, until nine.
b: That's us, ringing in five minutes. Thanks!

c: Whoever parks the white van across the ramp: my neighbour uses a wheelchair. Please.
a: It's the plumber, I'll tell him right now.`,
  music: `
a: Altos, bar 34 again please. Recording below, sing along in the shower.
b: My flatmates now know the alto part.
c: Is Monday at the school or in the hall?
a: Hall, 19:15, side door.`,
  money: `
a: Rule of thumb: if you cannot say where the return comes from, you are the return.
b: putting that on a mug
c: What do people use for a budget? Spreadsheet or an app?
d: Spreadsheet, one line a week, nothing else survived January.

b: Survey came back: damp in the cellar, 4k to fix. Walk away or haggle?
a: Haggle. Get two quotes first.
c: We got 6k off for the same thing last year.`,
  school: `
a: Does anyone understand question 4b from the 2023 paper?
b: Count the moles first, then look at the ratio. It's the limiting reagent again.
a: ohhh
c: Session is Wednesday 17:00, bring the data sheet.
d: Can we do electrolysis? I still don't get it.
c: Yes.`,
  work: `
a: Driver for the Saturday pick-up fell ill, can anyone do 8 to 10?
b: I can, if somebody has the van keys.
c: With the porter, sign for them please.
a: You're a star.

d: Lunch: two veggie, one without coriander, one surprise me.
a: Noted. Closing the list in ten minutes.
b: +1 soup!!`,
  general: `
a: Good morning everyone ☀️
b: Morning!
c: Does anybody know whether the library is open on Monday?
d: Closed, they're counting the books.
c: All of them?
d: That's what the sign says :)

a: The street festival is on the 21st. Volunteers for the tea tent, reply here.
b: Me, until four.
c: And me, after four.
e: I can lend two big urns.
a: This is why I love this place.

d: To whoever found my purse at the tram stop and handed it in: thank you, everything was still inside.
b: ❤️
a: good people`,
}
