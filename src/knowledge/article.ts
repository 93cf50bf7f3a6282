/** A document of the knowledge base. */
export interface Article {
  /** Unique in the knowledge base; a file's path without its ending, or the importer's own id. */
  id: string;
  title: string;
  /** Markdown. */
  text: string;
  /** Where customers read it. */
  url?: string;
  /** Language tag, such as `en`. */
  language?: string;
  /** What it is about, such as `billing`. */
  area?: string;
  /** Whom it is for, such as `customers`, or several, with commas; everyone where it does not say. */
  audience?: string;
  /** When it was last changed, `YYYY-MM-DD`. */
  updated?: string;
}

/** An article as it is used: customers are not shown a retired one. */
export interface KnownArticle extends Article {
  retired?: { at: Date; by: string };
}

/** A retrievable piece of an article: what stands under one heading, or a part of it. */
export interface Passage {
  /** `<article id>#<number>` */
  id: string;
  articleId: string;
  title: string;
  url?: string;
  language?: string;
  area?: string;
  /** The headings above it, outermost first, without the title. */
  headings: string[];
  /** Markdown. */
  text: string;
}
