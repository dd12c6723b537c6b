// Styles are taken in for what they do to the page; they have nothing to say to the compiler.
declare module '*.css'
