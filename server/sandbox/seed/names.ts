/** Parts of names, by language. The Chinese and Arabic ones come with the letters used in user ids. */
export const FIRST_EN =
  words(`Amelia Oliver Priya Marcus Chloe Tobias Nadia Ethan Grace Samuel Ruby Callum Fatou Isaac
Hannah Diego Leila Owen Sofia Jasper Ines Noah Maeve Arjun Beatrice Felix Zoe Kwame Lucy Rafael Imogen Theo Yasmin
Daniel Freya Anton Molly Gabriel Aisha Henry Elena Patrick Rosa Victor Naomi Simon Tess Julian Mina Oscar`)

export const LAST_EN =
  words(`Hart Bennett Okafor Reid Marlowe Sandhu Whitaker Delgado Ferreira Lindqvist Novak Hughes
Castellano Byrne Osei Fletcher Kowalski Adeyemi Moreau Sinclair Rossi Tanaka Walsh Pereira Iyer Brennan Sørensen
Holloway Nakamura Vance Keller Abbott Mensah Quinn Romero Ashworth Petrov Lawson Chaudhry Doyle`)

export const FIRST_DE =
  words(`Annika Jonas Katharina Lukas Friederike Matthias Jürgen Svenja Moritz Greta Sebastian
Heike Thorsten Lena Björn Ursula Niklas Wiebke`)
export const LAST_DE = words(
  `Schäfer Brandt Hoffmann Vogel Krüger Lehmann Winkler Böhm Seidel Kästner Pfeiffer Arnold`,
)

/** Surname and its pinyin. */
export const LAST_ZH =
  pairs(`王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 周zhou 吴wu 徐xu 孙sun 林lin 何he 郭guo 罗luo
梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 许xu 曹cao 欧阳ouyang 司马sima`)
export const FIRST_ZH =
  pairs(`伟wei 芳fang 秀英xiuying 敏min 静jing 丽华lihua 强qiang 磊lei 洋yang 艳yan 勇yong 杰jie 娟juan 涛tao 明ming
超chao 雪梅xuemei 建国jianguo 晓晓xiaoxiao 子涵zihan 浩然haoran 一诺yinuo 梓萱zixuan 宇轩yuxuan 思远siyuan 佳怡jiayi 志强zhiqiang 雨桐yutong
俊熙junxi 若曦ruoxi 海燕haiyan 文博wenbo 小龙xiaolong 婷婷tingting 天翔tianxiang 美玲meiling 国栋guodong 诗涵shihan`)

export const FIRST_AR = pairs(
  `ليلىlayla يوسفyusuf فاطمةfatima عمرomar مريمmaryam خالدkhalid نورnour حسنhassan سارةsara طارقtariq هدىhuda كريمkarim`,
)
export const LAST_AR = pairs(
  `حدادhaddad منصورmansour الخوريalkhoury النجارalnajjar سليمانsuleiman عباسabbas زيدانzidan الشاميalshami`,
)

function words(text: string): string[] {
  return text.split(/\s+/)
}

/** Splits "王wang" into the name and its Latin letters. */
function pairs(text: string): { name: string; latin: string }[] {
  return words(text).map((word) => {
    const latin = /[a-z]+$/.exec(word)?.[0] ?? ''
    return { name: word.slice(0, word.length - latin.length), latin }
  })
}
