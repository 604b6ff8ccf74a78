"""English cues."""

from __future__ import annotations

PHRASES = {
    "asks": """
        (can|could|would|will|cld) (you|u|y'all|someone|somebody|anyone|anybody)
        (can|could|may|might) i (ask|get|have|borrow|trouble|please|request)
        (can|could|would) you all
        (would|do) you mind
        can't you
        couldn't you
        are you able to
        (is|was) anyone able to
        would it be possible
        (was|am|were|are|just|been) wondering (if|whether|what|when|how|who|where|why|which)
        is it possible
        would appreciate
        i'd appreciate
        appreciate it if
        be grateful if
        be great if you
        be helpful if you
        be good if you
        be nice if you
        ask you to
        like you to
        want you to
        need you to
        asking you to
        help me (with|out|understand|find|get)
        do me a favor
        do me a favour
        i (have a|have one|have two|have a few|have some|had a|had one) (quick question|question|questions|request|favor|favour)
        (quick question|one question|one more question)
        (anyone|anybody) (know|knows|have|has|interested|going|able|willing)
    """,
    "please": """
        (please|pls|plz|kindly)
    """,
    "orders": """
        ^(please|pls|also|and|so|then|just|) (send|call|give|check|forward|review|confirm|advise|provide|add|fix|update|resend) (me|us|the|this|that|him|her|them|your|my|a|to|it|with|if|whether|by)
        ^(please|pls|also|and|so|then|just|) (print|schedule|arrange|prepare|complete|fill|sign|return|submit|make|get|take|find|remind|ask|tell|email|fax|mail|set) (me|us|the|this|that|him|her|them|out|sure|back|up|it)
        ^let's (discuss|talk|meet|get)
        ^(need|want) (you|your|the|a|to know)
        ^(rsvp|call me|advise|comments|thoughts|ideas|suggestions|opinions)
        (send|give|call|email|e-mail|fax|forward) me
        (give|send) us
    """,
    "tells": """
        (let me|let us|lemme|let's me) know
        lmk
        (tell|inform|advise|update|notify) (me|us)
        (get|come|report|write) back to (me|us)
        keep (me|us) (posted|updated|informed|in the loop)
        (your|any|some) (thoughts|feedback|input|comments|opinion|opinions|advice|suggestions|view|views|ideas)
        what do you (think|say|suggest|recommend|want|need|prefer)
        (reply|respond|answer) (to me|asap|by|before|with|as soon)
        (hear|heard) (back|) from you (by|before|soon|on|asap|today|tomorrow)
        please (advise|respond|reply|confirm|answer|comment)
        rsvp
        r.s.v.p.
        give me a (call|ring|shout|buzz)
        (call|email|ping|page|text) me
    """,
    "needs": """
        (i|we) (need|require|want|wanted|would like|'d like)
        (i'd|we'd) like
        (i'll|we'll|i will|we will|i do|we do|i also|we also|i still|we still|i really) need
        (i am|i'm|we are|we're) (looking for|trying to find|in need of|hoping to|hoping you|hoping that you)
        (we|i) (are|am) missing
        i would (like|love|need|appreciate)
        (needs|need) (your|to have your|to be signed|to be approved)
        you (need|have) to
        you (should|must) (send|call|sign|submit|complete|provide|return|confirm|fill)
        (is|are) required
    """,
    "wonders": """
        (was|am|were|are|just|been) wondering
        ^(and|but|so|also|or|then|) (do|does|did) (you|we|they|he|she|anyone|it|this|that|the)
        ^(and|but|so|also|or|then|) (have|has) (you|anyone|we|the)
        ^(and|but|so|also|or|then|) (are|were|aren't) (you|u|we|they|there|the|these|those)
        ^(and|but|so|also|or|then|) (is|was|isn't) (there|it|this|that|he|she|the)
        do you (know|have|think|want|need|plan|expect|agree|mean|see|recall|remember)
        any (chance|idea|objections|objection|interest|preference|problem with)
        (not|am not|i'm not) sure (if|whether|what|how|who|when|where|why|which)
        (don't|do not|didn't) (know|understand) (if|whether|what|how|who|when|where|why|which)
        (want|wanted|like|need|love) to (know|ask|hear|find out|see if|check if|understand|verify|confirm)
        (should|shall|can|could|may|must) (i|we)
        (what|how) about
        ^(and|but|so|also|or|then|) (what|when|where|who|why|how|which) (is|are|was|were|do|does|did|can|could|should|would|will|have|has|much|many|long|else|time|kind|if|exactly)
        what's
        when's
        where's
        who's
        how's
        (curious|interested) (if|whether|what|how|to know|to hear)
    """,
    "opens": """
        ^(and|but|so|also|or|then|) (what|when|where|who|whom|whose|why|how|which|what's|where's|who's|how's)
        ^(and|but|so|also|or|then|) (is|are|was|were|do|does|did|can|could|should|shall|would|have|has|may|any|isn't|aren't|don't|doesn't|didn't|wouldn't|couldn't|shouldn't|haven't|hasn't)
    """,
    "waits": """
        (waiting|wait) (for|on) your (reply|answer|response|approval|decision|confirmation|feedback|input|comments|go-ahead|ok|okay|signature|call)
        (awaiting|await|awaits|need|needs|pending) your (reply|answer|response|approval|decision|confirmation|feedback|input|comments|go-ahead|ok|okay|signature|call|review|help|assistance|advice)
        (look|looking) forward to (hearing from you|your (reply|response|answer|feedback|comments|thoughts|call))
        (hope|hoping) to hear (back|) from you
        for your (approval|decision|signature|confirmation)
        your (earliest convenience|prompt reply|prompt response|quick reply|quick response)
    """,
    "approves": """
        (approve|approved by you|approval|sign-off|signoff|go-ahead|authorize|authorise|authorization|authorisation)
        sign off on
        (ok|okay|fine|alright|good) (with|for|by) you
        are you (ok|okay|fine|comfortable) with
        do you agree
        (green light|give the ok|your ok|your okay|your blessing)
        (any|have any) objections
    """,
    "meets": """
        (are|would|will|is) (you|he|she|anyone|everyone) (be available|available|free|around|in the office)
        (your|you) availability
        (when|what time|which day|what day) (are|would|works|work|suits|is|can|could|will|shall|do)
        (does|would|will|do) (monday|tuesday|wednesday|thursday|friday|tomorrow|today|that|this|it|next week|then|the) (work|suit|be ok|be okay|be good)
        (work|works|suit|suits|good|convenient|possible) (for|with) (you|u|your|everyone)
        (can|could|shall|should) we (meet|talk|discuss|speak|schedule|set|have a call|catch up|reschedule|move|postpone|chat)
        (meet|lunch|coffee|dinner|call|chat|meeting) (tomorrow|today|on monday|on tuesday|on wednesday|on thursday|on friday|next week|this week)
        (set|setting) up a (meeting|call|time)
        (schedule|arrange|reschedule|set up) (a|the|our|an) (meeting|call|time|visit|interview|appointment)
        want to (meet|have lunch|grab|get together|come)
        (up for|interested in) (lunch|dinner|coffee|drinks)
    """,
    "closing": """
        let (me|us) know if (you have any|you've any|there are any|there's any|you have|you need|anything|i can|we can|you should|you want any|you'd like any|you require|there is anything|there's anything|any)
        (let me|let us) know should you
        (if|should) you (have|need|require) (any|further|more|additional|anything|something)
        (if|should) (there are|there is|you've) (any|further) (questions|problems|issues|concerns)
        (feel free|do not hesitate|don't hesitate|please feel free|hesitate to)
        if i can be of
        (please|kindly) (find|see) (attached|enclosed|below|the attached|the enclosed|the below|herewith)
        (please|kindly|pls) (note|be aware|be advised|be informed|remember|disregard|ignore|excuse|accept my|forgive|pardon|visit|keep in mind|see below|see the attached|see attached)
        (please|pls) (join me|join us|join in)
        (see attached|see below|see the attached)
        please (click|log|logon|login|unsubscribe|enjoy)
        would you like to (receive|unsubscribe|subscribe)
        if you (received this|have received this|are not the intended|no longer wish|would like to unsubscribe|have already|would like more information|did not request)
        any questions
        call me if you (have any|have|need)
        contact me if
        (thank|thanks) (you|) (for your|in advance for your) (attention|patience|understanding|time|cooperation|help|support)
    """,
    "noted": """
        (fyi|f.y.i.|fyi.|fysa)
        for your (information|records|reference|files|info)
        just (for info|to let you know|letting you know|wanted to let you know|sharing|to inform you|an fyi|a heads up)
        (wanted|want|writing) to (let you know|inform you|share|announce|tell you)
        (would like|pleased|happy|delighted|excited) to (inform|announce|share|report)
        (heads up|heads-up)
        (no|without) (reply|response|answer|action|need|further action|rush) (is|are|) (needed|required|necessary|expected)
        (no need|need not|don't need|do not need|no reason) to (reply|respond|answer|do anything|act|get back)
        (don't|do not|not) (bother|worry|need to|have to|necessary to) (to|about|with|) (reply|replying|respond|responding|answer|answering)
        (nothing|no action) (for you|) to do
        not expecting (a reply|an answer|a response)
        do not reply to this
        don't reply to this
        nnr$
        nrn
    """,
    "social": """
        how (are|were|is|have) (you|things|your|ya|it|everyone|everything|life)
        how('s| is| was) (it going|your|everything|the family|life|the weather|things|my)
        how (do|did) you (do|like your)
        (hope|trust) (you|all|this|that|everything|your|things)
        (have|had|enjoy) a (nice|good|great|lovely|wonderful|pleasant|super|safe)
        what's (up|new|going on)
        (isn't|wasn't|doesn't|won't) (it|that) (great|nice|funny|amazing|awesome|wonderful|cool)
        (guess what|you know what|who knows|why not|so what|right|ok|okay|yes|huh|remember|really|really cool) ? |
        (can|would|could) you believe
        do you know what i mean
        did you know (that|the|it|there)
        how (great|nice|cool|funny|amazing|exciting|wonderful) (is|was|are)
        how time flies
        who would have
        who cares
        want to (save|earn|make|win|lose|learn more)
        (looking for|need) a (new|better|great)
        (questions|comments) ? |
    """,
    "thanks": """
        (thank you|thank u|thanks|thx|tks|thnx|many thanks|much appreciated|appreciate your|appreciate the|appreciate it|cheers|ty)
    """,
    "before": """
        (thanks|thank you|thx|tks|thanking you|many thanks) in (advance|anticipation)
        (thanks|thank you|thx) for (your|any|all your) (help|assistance|consideration|cooperation|time|prompt|attention) (with|in|on)
        in advance
    """,
    "chases": """
        any (news|update|updates|progress|luck|word|movement|response|reply|answer|feedback yet|decision|eta|development|developments) (on|about|regarding|from|yet|here|with|for|?|$|so|re|to)
        ^(any|is there any|are there any|do you have any|have you any|got any|have any) (news|update|updates|progress|word|movement|development)
        (just|) (following|checking|chasing|circling|touching) (up|in|back|this up|you up|base)
        (follow|following|followed|chase|chasing) (up|this up|this|you) (on|about|regarding|with you)
        (a follow up|a follow-up|followup) (on|to|regarding|about)
        (still|am still|been|are still|i'm still|we're still) (waiting|awaiting)
        (still|) (haven't|have not|hasn't|has not|didn't|did not|never) (heard|received|got|gotten|get|seen|hear|receive) (back|anything|any|a reply|a response|an answer|your|from)
        not (heard|received) (back|anything|any|a reply|a response|an answer|from)
        (gentle|friendly|quick|kind|little|small|another|second|final|last|polite|just a|a) (reminder|nudge|bump|ping|chaser)
        (reminder|reminding you|remind you|bumping|nudging|pinging|bump) (about|on|that|this|you|to|of|:|$)
        (did|have) you (get|had|have|got|had|gotten|find|found) (a chance|chance|the chance|time|any time|a moment|an opportunity|around|to|my)
        (did|have) you (see|seen|receive|received|read|get|got|look at|looked|check|checked) (my|the|this|at|into|it)
        (second|third|2nd|3rd|final|last) (request|attempt|time|notice|try)
        (ask|asking|asked|write|writing|request|requesting|wrote|email|emailing|try|trying) (again|once more|once again)
        (repeat|repeating|resending|re-sending|resend) (my|this|the)
        (where|how) (do|are|does|is) (we|things|this|it|that|my) (stand|standing|on this|coming along|coming|looking|going with|request)
        what('s| is) the (status|latest|state|progress|eta|holdup|hold up)
        (status|update|news|eta) ? |
        ^(ping|bump|hello ?|hello .|anyone ?|anything ?|anything yet|news ?|well ?|status|update)
        (when|how soon|how long|by when) (can|could|will|should|do|may|might) (i|we) (expect|hear|get|have|receive)
        (need|needs|want) (this|it|that|an answer|your answer|your reply|a reply|a response) (urgently|asap|now|soon|quickly|badly|today|still)
        (becoming|getting|now) (urgent|late|critical)
        as (i|we) (asked|mentioned|wrote|requested) (before|earlier|last|yesterday|on|previously)
        (is|are) (this|it|that|they|the) (ready|done|finished|fixed|solved|resolved) (yet|now|?)
        (my|our|the) (last|previous|earlier|original|first) (mail|email|e-mail|message|note|request|question) (?|still|below|from|on|of|again|went|was|has|remains)
        (wondering|see|check) if (you|there) (had|have|got|is|are|has|was|were) (a chance|any|had|time|anything|gotten|got)
        (top|back to the top) of your (inbox|list|mailbox)
        (did|have) (this|that|my|it) (get|slip|slipped|gone|go|fall|been) (lost|through|missed|overlooked|missing|forgotten)
    """,
    "withdraws": """
        (is|are|was|has been|have been|it's|all|now|been|got|already|issue|problem|this|that's|question|i|we|we've|i've|just) (solved|resolved|sorted|sorted out|fixed|settled|figured it out|figured this out|worked it out|sorted it)
        ^(solved|resolved|sorted|fixed) (now|it|already|.|$|thanks|by)
        (no longer|not|isn't|don't|do not|won't|no more) (needed|need it|need this|need that|required|relevant|necessary|an issue|a problem|need your help|need your|need the|need any|an answer) (anymore|any more|any longer|now|$|.|.|after all|thanks|-|because|since|as|help|from)
        (no longer|don't|do not) (need|require) (it|this|that|your|the|any|an|help)
        no longer (needed|required|relevant|necessary|an issue|a problem|valid|applicable|applies)
        (never mind|nevermind|nvm|never-mind)
        (disregard|ignore|forget|scratch) (my|the|this|that|about|it|all|what) (last|previous|earlier|request|question|email|e-mail|mail|message|note|below|above|it|this|that|matter|$|.|first|original)
        (please|kindly|you can|pls|you may|so|just) (disregard|ignore|forget|scratch) (my|the|this|that|it)
        (i|we|i've|we've|just|have|finally|already) (found|got|located|managed) (it|the answer|the file|the document|a solution|the solution|the problem|the cause|the issue|what i|what we|them|one|to solve|to fix|to find|it working|this sorted|an answer)
        ^found (it|the|them|one|a)
        (works|working|fine|ok|okay) (again|now|after all|fine now)
        (cancel|cancelling|canceling|withdraw|withdrawing|retract|recall) (my|the|this|that) (request|question|order|ticket|earlier|last|previous|email|message|mail)
        (problem|issue|question|matter|request|ticket) (solved|resolved|closed|settled|is closed|can be closed|has gone away|went away|fixed)
        (has|have|it) (resolved|solved|sorted|fixed) (itself|themselves|this|that|it)
        (got|have|received) (the|my|an) (answer|information|info|file|document|numbers) (from|elsewhere|already|now|myself)
        (already|) (got|have) (what|everything) (i|we) (needed|need|wanted)
        (i|we) (already|) (answered|figured|sorted|solved|worked|resolved|fixed) (it|this|that|the|my)
        no need (anymore|any more|any longer|to look|to send|to check|to bother|to do|to answer that|now|$|.|for you)
        (all|we're all|i'm all|we are all|i am all) (good|set|sorted) (now|here|$|.|on this|with this|already)
        (taken care of|handled|dealt with) (already|now|$|by|it|.|this|that)
        (changed|change) my mind
        (don't|do not) (bother|worry about it|worry about this|worry about that)
    """,
    "stays": """
        (not|isn't|never|still|hasn't|haven't|wasn't|aren't|once|if|until|when|get|been) (solved|resolved|sorted|fixed|been solved|been resolved|been fixed|yet|working|it fixed|this fixed|this solved|this resolved|being|open)
        (can|could|would|will|how|please|to|should) (you|we|i|it|this|be) (solve|resolve|fix|sort|fixed|solved|resolved)
        (before|if|unless|should) (you|i|we) (find|found|no longer|get|got)
        (not|didn't|haven't|have not) (find|found|get|got) (it|the)
        (was|were) (it|this|that) (solved|resolved|fixed)
    """,
    "holds": """
        (i'll|i will|we'll|we will|will|let me|i am going to|i'm going to|gonna|going to|i can|i shall|we shall) (look|check|get|come|revert|respond|reply|answer|review|find|follow|investigate|handle|take|work|see|sort|dig|read|go|do|think|ask|talk|discuss|try|report|study|keep|update|send|forward|prepare|give|provide|deliver|finish|call|let|circle|address|tackle|attend|deal|consult|write|have) (into|at|back|to|with|on|it|this|that|out|care|up|about|over|what|through|you|around|my|our|a|some|him|her|them|the|your|an|me|and|asap|shortly|soon|by|tomorrow|today|later|first|when|as|in|$|.)
        (i'll|i will|we'll|we will|will) (also|then|certainly|definitely|personally|gladly|happily|try to|be sure to) (look|check|get|come|revert|respond|reply|answer|review|find|investigate|handle|send|do|let)
        (i'll|i will|we'll|we will|will) be (back|in touch|able to)
        (i|we) (should|hope to|expect to|plan to|aim to|intend to|can) (have|get|send|be able|know|answer|reply|finish|respond) (it|this|that|an answer|back|you|to|the|something|more|by)
        (will|'ll) do
        (on it|i'm on it|we're on it|am on it|on the case|onto it)
        (looking|working|am looking|am working|checking|investigating|digging) (into|on|at|with|it|this|that)
        (bear|bare) with (me|us)
        (you'll|you will|you shall|you should|you can) (hear|have|get|receive|expect) (from|it|an|a|this|them|the|back|my|our|something|that|more|everything|me)
        (leave it|leave this|leave that) (with|to) (me|us)
        (give|need) (me|us|a|some) (a|some|until|till|more|few|little|an|couple|day|bit|time|moment) (day|days|moment|minute|minutes|hour|hours|bit|time|couple|few|more|week|to|of|until|monday|tuesday|wednesday|thursday|friday|tomorrow|while)
        (checking|check|consulting|discussing|clarifying|speaking|talking|conferring) (with|internally|this with|it with|that with)
        (get|getting|come|coming|be|revert|reverting|circle|circling) back (to you|on this|on that|with|asap|soon|shortly|by|tomorrow|later)
        more (soon|later|tomorrow|to follow|details to follow|to come|info soon)
        (answer|reply|response|details|numbers|report|feedback|update) (to follow|follows|will follow|coming|is coming)
        (on my|added to my|it's on my|is on my|at the top of my) (list|to-do|todo|desk|radar|plate|agenda)
        (i'm|i am|we're|we are|have|i've|we've|am) (on this|taking care|taking a look|having a look|passed it|passed this|asked|forwarded it|forwarded this|looking|checking|working|investigating)
        (i'll|i will) be (looking|working|checking|sending|getting)
    """,
    "acknowledges": """
        (got|received|have received|i received|we received|have got|i've got|have seen|saw|i saw|noted|have your|seen) (it|this|your|the|that|them|and|with|safely|$|.|thanks|thank|message|mail)
        ^(got it|received|noted|understood|roger|ack|acknowledged|copy that|copy|seen|will do|sure thing|will check|ok|okay|k|sure|no problem|no worries|certainly|of course|happy to|alright|all right|absolutely|great|perfect)
        (thanks|thank you|thx) for (your|the|this|sending|reaching|letting|getting|asking|pointing|reporting|raising|flagging|bringing|writing|contacting|reminding|following|checking|chasing|nudging|bearing|waiting)
        (this is|just) (to|) (confirm|acknowledge|acknowledging|confirming) (receipt|that i|that we|we|i|your)
        (acknowledge|acknowledging|confirm|confirming) receipt
        (in|are in) (good|safe) hands
    """,
    "receives": """
        (got|received|have received|i received|we received|have got|noted) (it|this|your|safely|$|thanks|with thanks|loud|and)
        (confirm|confirming|acknowledge|acknowledging) receipt
        ^(noted|received|roger|acknowledged|copy that|will do)
    """,
    "busy": """
        (in|in a|in back to back|between|back-to-back) (meeting|meetings|workshop|training|conference|back-to-back)
        (travelling|traveling|on the road|on a train|on a plane|on the train|on my phone|at lunch|at the airport)
        (swamped|snowed under|tied up|slammed|buried|busy|overloaded|underwater|backed up)
        (out of|out of the|not in the|away from|away from my|not at my) (office|desk|computer)
        (on leave|on vacation|on holiday|day off|off sick|sick today|out sick|out today|out until|out this)
        (sorry|apologies|apologise|apologize) (for|about|,|it|this|but|-|i|to|that)
        (bit|little) (busy|hectic|crazy)
        (back|back in the office|back at my desk|return|returning) (on|tomorrow|monday|next week|in)
        (this|it|that) (may|might|will|could|can) take (a|some|me|us|until|one|two|few|longer|time)
        (needs|need|takes) (a|some) (closer|more|little|bit|bit of|few) (look|time|digging|checking|investigation|research|thought|days)
    """,
    "answers": """
        ^(yes|yep|yeah|yup|no|nope|nah|done|agreed|approved|correct|confirmed|exactly|right|true|false|neither|both|either|declined|rejected|fixed|completed|sent)
        (is|are|was|were|i have|i've|we have|we've|it's|have been|has been|just) (done|fixed|completed|approved|attached|enclosed|sent|updated|installed|uploaded|signed|added|changed|booked|ordered|paid|shipped)
        (attached|enclosed|herewith|here is|here are|here's|here you go|here it is|there you go|please find|see below|see attached|as attached)
        go ahead
        (works|fine|good|great|ok|okay|perfect) (for|with|by) (me|us)
        the (answer|reason|problem|solution|price|number|password|link|file) is
        (you|we) (can|should|could|need to|must|may|have to) (use|find|try|go|ask|call|see|do|restart|reset|open|click|take|contact|proceed)
        (i|we) (think|believe|suggest|recommend|propose|agree|disagree|approve|decided)
        (i|we) (can't|cannot|can not|won't|don't|do not|will not|am not able|are not able) (do|help|make|attend|accept|approve|join|agree|have|know|think|come|send|provide|support|offer)
    """,
    "commits": """
        (i'll|i will|we'll|we will|i shall|we shall|i'm going to|i am going to|we're going to|let me|i am able to)
        ^(will|shall|should)
        (and|but|so|then|thanks|it|- |ok|okay|received|) will (send|get|do|check|reply|respond|look|let|have|come|be back|revert|answer|update|deliver|finish|call|forward|review)
        (you'll|you will|you shall|you should|you can) (hear|have|get|receive|expect)
        (i|we) (should|hope to|expect to|plan to|aim to|intend to|promise|promise to|can) (have|get|send|be able|know|answer|reply|finish|do|deliver|respond|look|check|you)
        (it|this|that|they|the answer|the report|the numbers|the file|the contract|everything) (will|'ll|should|is going to) be (ready|done|there|with you|finished|sent|in your|delivered|fixed|on your|completed|available)
        it'll be
        (i'm|i am|we're|we are) (sending|getting|finishing|checking|looking|working|aiming|planning|back|going) (it|this|that|you|for|on|into|to|at|with|in|over|back)
        (on it|working on it|more|answer|reply|update|details) (by|tomorrow|today|on|before|soon|until|this|to follow|next|follows|follow|and)
        (give|need) (me|us|a|some|until|till) (until|till|a|some|few|day|days|two|an|to|more|one|the)
        (back to you|in touch|get back|be back|revert|come back)
        (i|we) promise
    """,
    "delivers": """
        (send|reply|respond|answer|return|deliver|submit|complete|finish|confirm|provide|forward|get it|get this|get me|get back|back to me|need it|need this|need that|need them|need the|need your|need an|know|hear|approve|sign|review|fix|pay|upload|call|update|have it|have this|have the|receive|respond|comments|feedback|due|deadline|rsvp|decision|answer me|fill|done|ready|in place|hand in|register|prepare|share|give me|give us|let me have|let us have)
        deadline is
    """,
    "attaches": """
        (attached|enclosed|here is|here are|here's|herewith|i attach|i'm attaching|i am attaching|see attachment|forgot the attachment|forgot to attach|with attachment|the attachment)
    """,
}

DATES = {
    "weekdays": "monday tuesday wednesday thursday friday saturday sunday",
    "short weekdays": "mon tue wed thu fri sat sun",
    "other weekdays": "tues=1|weds=2|thurs=3",
    "months": "january february march april may june july august september october november december",
    "short months": "jan feb mar apr - jun jul aug sep oct nov dec",
    "other months": "sept=9",
    "today": "today|this day",
    "tomorrow": "tomorrow|tmrw|tmr|tomorow|tommorow",
    "overmorrow": "the day after tomorrow|day after tomorrow",
    "now": "",
    "morning": "this morning|in the morning|morning",
    "noon": "noon|midday|lunch|lunchtime|lunch time|12 noon",
    "afternoon": "this afternoon|in the afternoon|afternoon",
    "evening": "in the evening|evening",
    "tonight": "this evening|tonight|tonite",
    "midnight": "midnight",
    "close": "end of day|end of the day|end of business|close of business|close of play|close of the day|eod|cob|eob|cop|end of today|the end of the day",
    "week end": "end of week|end of the week|end of this week|the end of the week|the end of this week|eow|week's end|this week|within the week|later this week",
    "next week": "next week|the coming week|in the course of next week|early next week|beginning of next week",
    "next week end": "end of next week|the end of next week",
    "month end": "end of month|end of the month|the end of the month|end of this month|the end of this month|eom|month end|month's end",
    "year end": "end of year|end of the year|the end of the year|year end|eoy",
    "next": "next",
    "this": "this|coming|the coming",
    "in": "in|within",
    "day": "day|days",
    "working day": "working day|working days|business day|business days|workday|workdays|work days",
    "week": "week|weeks",
    "hour": "hour|hours|hr|hrs",
    "minute": "minute|minutes|min|mins",
    "numbers": "a=1 an=1 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 couple=2",
    "at": "at|around|about|@|approx|approximately|latest|c.o.b.|before|by|until|till",
    "by": "by|before|until|till|no later than|not later than|latest|at the latest by|prior to|due|due on|due by|on or before|within|deadline|deadline is|deadline:|asap by|by the|the deadline is",
    "late": "at the latest|latest",
    "of": "of the|of|the|on|on the|at|for",
    "clock": "o'clock|oclock|h|hrs|hours|sharp",
}
