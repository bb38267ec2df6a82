// The page of a bare office links to what is there; the key in the fragment goes on to the messages.
const messages = document.querySelector<HTMLAnchorElement>('a[href="/messages"]')!;
if (location.hash) messages.hash = location.hash;
