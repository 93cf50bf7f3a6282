import type { Row } from './sentiment-model.ts';

const of = (expected: Row['expected'], lines: string): Row[] =>
  lines
    .trim()
    .split('\n')
    .map((text) => ({ text: text.trim(), expected }));

/** Own sentences as customers of software write them, for what airlines' customers don't say. */
export const supportSentences: readonly Row[] = [
  ...of(
    'neutral',
    `How do I export my data?
    How can I reset my password?
    Where do I change the billing address?
    Can I add a second calendar to my account?
    What is the limit of the free plan?
    Is there an API for bookings?
    Which file formats can I import?
    How do I invite a colleague?
    I need to change the email address of my account
    We would like to move to the yearly plan
    Does the integration support time zones?
    Where can I see my invoices?
    I want to cancel a booking for next week
    Could you tell me how webhooks are signed?
    My order number is 4711
    The report shows the numbers of last month
    Can I use two accounts with one email address?
    I am looking for the settings of the widget
    What happens when a payment is declined?
    How long are backups kept?
    We use version 3 on Linux
    I tried it in another browser
    Please send me the invoice of March
    Is it possible to merge two customers?
    I'd like to know more about single sign-on
    Here is the log file
    It says that my session has expired
    No, I meant the other calendar
    Ok, and where is that button?
    The export has 500 rows`,
  ),
  ...of(
    'negative',
    `This is the third time that it fails
    It still does not work and nobody answers
    I have been waiting for two weeks, this is ridiculous
    Your update broke everything again
    That did not help at all
    I was charged twice and nobody cares
    Worst support I have ever seen
    This is unacceptable, I want my money back
    I am losing customers because of this
    You have not understood my question, again
    Useless answers, I have read that article already
    The app keeps crashing and I am losing my work
    I'm really frustrated with this
    Stop sending me the same link, it does not help
    What a waste of time
    This bug has been open for months, seriously?
    Nothing works since yesterday, we are stuck
    How can it be that hard to cancel an account?`,
  ),
  ...of(
    'positive',
    `Thanks, that works now
    Perfect, thank you so much
    That was exactly what I needed
    Great, solved it
    Awesome support, thanks a lot
    I love the new calendar view
    Wow, that was quick
    Brilliant, it works again
    Thank you for your patience and help
    You saved my day
    Very helpful article, thanks`,
  ),
];
