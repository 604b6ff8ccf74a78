"""English cues: thanks, chasers, withdrawals, holding replies, answers, promises."""

from __future__ import annotations

PHRASES = {
    "thanks": """
        (thank you|thank u|thanks|thx|tks|thnx|many thanks|much appreciated|appreciate your|appreciate the|
          appreciate it|cheers|ty)
    """,
    "before": """
        (thanks|thank you|thx|tks|thanking you|many thanks) in (advance|anticipation)
        (thanks|thank you|thx) for (your|any|all your) (help|assistance|consideration|cooperation|time|prompt|
          attention) (with|in|on)
        in advance
    """,
    "chases": """
        any (news|update|updates|progress|luck|word|movement|response|reply|answer|feedback yet|decision|eta|
          development|developments) (on|about|regarding|from|yet|here|with|for|?|$|so|re|to)
        ^(any|is there any|are there any|do you have any|have you any|got any|have any) (news|update|updates|
          progress|word|movement|development)
        (just|) (following|checking|chasing|circling|touching) (up|in|back|this up|you up|base)
        (follow|following|followed|chase|chasing) (up|this up|this|you) (on|about|regarding|with you)
        (a follow up|a follow-up|followup) (on|to|regarding|about)
        (still|am still|been|are still|i'm still|we're still) (waiting|awaiting)
        (still|) (haven't|have not|hasn't|has not|didn't|did not|never) (heard|received|got|gotten|get|seen|hear|
          receive) (back|anything|any|a reply|a response|an answer|your|from)
        not (heard|received) (back|anything|any|a reply|a response|an answer|from)
        (gentle|friendly|quick|kind|little|small|another|second|final|last|polite|just a|a) (reminder|nudge|bump|
          ping|chaser)
        (reminder|reminding you|remind you|bumping|nudging|pinging|bump) (about|on|that|this|you|to|of|:|$)
        (did|have) you (get|had|have|got|had|gotten|find|found) (a chance|chance|the chance|time|any time|
          a moment|an opportunity|around|to|my)
        (did|have) you (see|seen|receive|received|read|get|got|look at|looked|check|checked) (my|the|this|at|into|
          it)
        (second|third|2nd|3rd|final|last) (request|attempt|time|notice|try)
        (ask|asking|asked|write|writing|request|requesting|wrote|email|emailing|try|trying) (again|once more|
          once again)
        (repeat|repeating|resending|re-sending|resend) (my|this|the)
        (where|how) (do|are|does|is) (we|things|this|it|that|my) (stand|standing|on this|coming along|coming|
          looking|going with|request)
        (what's|what is) the (status|latest|state|progress|eta|holdup|hold up)
        (status|update|news|eta) ? |
        ^(ping|bump|nudge|reminder) $
        ^(hello|anyone|anything|news|well|status|update|eta|anything yet|anybody) ?
        (when|how soon|how long|by when) (can|could|will|should|do|may|might) (i|we) (expect|hear|get|have|receive)
        (need|needs|want) (this|it|that|an answer|your answer|your reply|a reply|a response) (urgently|asap|now|
          soon|quickly|badly|today|still)
        (becoming|getting|now) (urgent|late|critical)
        as (i|we) (asked|mentioned|wrote|requested) (before|earlier|last|yesterday|on|previously)
        (is|are) (this|it|that|they|the) (ready|done|finished|fixed|solved|resolved) (yet|now|?)
        (my|our|the) (last|previous|earlier|original|first) (mail|email|e-mail|message|note|request|question) (?|
          still|below|from|on|of|again|went|was|has|remains)
        (wondering|see|check) if (you|there) (had|have|got|is|are|has|was|were) (a chance|any|had|time|anything|
          gotten|got)
        (top|back to the top) of your (inbox|list|mailbox)
        (did|have) (this|that|my|it) (get|slip|slipped|gone|go|fall|been) (lost|through|missed|overlooked|missing|
          forgotten)
    """,
    "withdraws": """
        (is|are|was|has been|have been|it's|all|now|been|got|already|issue|problem|this|that's|question|i|we|
          we've|i've|just) (solved|resolved|sorted|sorted out|fixed|settled|figured it out|figured this out|
          worked it out|sorted it)
        ^(solved|resolved|sorted|fixed) (now|it|already|.|$|thanks|by)
        (no longer|not|isn't|don't|do not|won't|no more) (needed|need it|need this|need that|required|relevant|
          necessary|an issue|a problem|need your help|need your|need the|need any|an answer) (anymore|any more|
          any longer|now|$|.|.|after all|thanks|-|because|since|as|help|from)
        (no longer|don't|do not) (need|require) (it|this|that|your|the|any|an|help)
        no longer (needed|required|relevant|necessary|an issue|a problem|valid|applicable|applies)
        (never mind|nevermind|nvm|never-mind)
        (disregard|ignore|forget|scratch) (my|the|this|that|about|it|all|what) (last|previous|earlier|request|
          question|email|e-mail|mail|message|note|below|above|it|this|that|matter|$|.|first|original)
        (please|kindly|you can|pls|you may|so|just) (disregard|ignore|forget|scratch) (my|the|this|that|it)
        (i|we|i've|we've|just|have|finally|already) (found|located|managed) (it|the answer|the file|
          the document|a solution|the solution|the problem|the cause|the issue|what i|what we|them|one|to solve|
          to fix|to find|it working|this sorted|an answer)
        ^found (it|the|them|one|a)
        (works|working|fine|ok|okay) (again|now|after all|fine now)
        (cancel|cancelling|canceling|withdraw|withdrawing|retract|recall) (my|the|this|that) (request|question|
          order|ticket|earlier|last|previous|email|message|mail)
        (problem|issue|question|matter|request|ticket) (solved|resolved|closed|settled|is closed|can be closed|
          has gone away|went away|fixed)
        (has|have|it) (resolved|solved|sorted|fixed) (itself|themselves|this|that|it)
        (got|have|received) (the|my|an) (answer|information|info|file|document|numbers) (from|elsewhere|already|
          now|myself)
        (already|) (got|have) (what|everything) (i|we) (needed|need|wanted)
        (i|we) (already|) (answered|figured|sorted|solved|worked|resolved|fixed) (it|this|that|the|my)
        no need (anymore|any more|any longer|to look|to send|to check|to bother|to do|to answer that|now|$|.|
          for you)
        (all|we're all|i'm all|we are all|i am all) (good|set|sorted) (now|here|$|.|on this|with this|already)
        (taken care of|handled|dealt with) (already|now|$|by|it|.|this|that)
        (changed|change) my mind
        (don't|do not) (bother|worry about it|worry about this|worry about that)
    """,
    "stays": """
        (not|isn't|never|still|hasn't|haven't|wasn't|aren't|once|if|until|when|get|been) (solved|resolved|sorted|
          fixed|been solved|been resolved|been fixed|yet|working|it fixed|this fixed|this solved|this resolved|
          being|open)
        (can|could|would|will|how|please|to|should) (you|we|i|it|this|be) (solve|resolve|fix|sort|fixed|solved|
          resolved)
        (before|if|unless|should) (you|i|we) (find|found|no longer|get|got)
        (not|didn't|haven't|have not) (find|found|get|got) (it|the)
        (was|were) (it|this|that) (solved|resolved|fixed)
    """,
    "holds": """
        you (hear|get) (from|back|it|an|the|my|a) (me|us|from|answer|reply|by|tomorrow|on|today|soon|report|
          details|numbers)
        you (have|get|receive) (it|them|this|that|everything|something) (by|tomorrow|on|before|soon|today|monday|
          tuesday|wednesday|thursday|friday|next|in|tonight)
        (i'll|i will|we'll|we will|will|let me|i am going to|i'm going to|gonna|going to|i can|i shall|
          we shall) (look|check|get|come|revert|respond|reply|answer|review|find|follow|investigate|handle|take|
          work|see|sort|dig|read|go|do|think|ask|talk|discuss|try|report|study|keep|update|send|forward|prepare|
          give|provide|deliver|finish|call|let|circle|address|tackle|attend|deal|consult|write|have) (into|at|
          back|to|with|on|it|this|that|out|care|up|about|over|what|through|you|around|my|our|a|some|him|her|them|
          the|your|an|me|and|asap|shortly|soon|by|tomorrow|today|later|first|when|as|in|$|.)
        (i'll|i will|we'll|we will|will) (also|then|certainly|definitely|personally|gladly|happily|try to|
          be sure to) (look|check|get|come|revert|respond|reply|answer|review|find|investigate|handle|send|do|let)
        (i'll|i will|we'll|we will|will) be (back|in touch|able to)
        (i|we) (should|hope to|expect to|plan to|aim to|intend to|can) (have|get|send|be able|know|answer|reply|
          finish|respond) (it|this|that|an answer|back|you|to|the|something|more|by)
        (will|'ll) do
        (on it|i'm on it|we're on it|am on it|on the case|onto it)
        (looking|working|am looking|am working|checking|investigating|digging) (into|on|at|with|it|this|that)
        (bear|bare) with (me|us)
        (you'll|you will|you shall|you should|you can) (hear|have|get|receive|expect) (from|it|an|a|this|them|the|
          back|my|our|something|that|more|everything|me)
        (leave it|leave this|leave that) (with|to) (me|us)
        (give|need) (me|us|a|some) (a|some|until|till|more|few|little|an|couple|day|bit|time|moment) (day|days|
          moment|minute|minutes|hour|hours|bit|time|couple|few|more|week|to|of|until|monday|tuesday|wednesday|
          thursday|friday|tomorrow|while)
        (checking|check|consulting|discussing|clarifying|speaking|talking|conferring) (with|internally|this with|
          it with|that with)
        (get|getting|come|coming|be|revert|reverting|circle|circling) back (to you|on this|on that|with|asap|soon|
          shortly|by|tomorrow|later)
        more (soon|later|tomorrow|to follow|details to follow|to come|info soon)
        (answer|reply|response|details|numbers|report|feedback|update) (to follow|follows|will follow|coming|
          is coming)
        (on my|added to my|it's on my|is on my|at the top of my) (list|to-do|todo|desk|radar|plate|agenda)
        (i'm|i am|we're|we are|have|i've|we've|am) (on this|taking care|taking a look|having a look|passed it|
          passed this|asked|forwarded it|forwarded this|looking|checking|working|investigating)
        (i'll|i will) be (looking|working|checking|sending|getting)
        (comes|come|gets|get|will come|will get|getting|coming) back to you
        (he|she|they|who|colleague|colleagues|team|and) (will|'ll|is going to|are going to) (answer|reply|respond|
          contact|
          call|write|let|look|check|be in touch|get in touch|take care|follow up|handle)
        (looks|will look|is looking|are looking) into (it|this|that|the|your)
        (takes|will take|is taking|has taken) (care of|it|this|over)
        (passed|forwarded|handed|given|sent|assigned) (it|this|that|your mail|your question|your request|
          the question) (on|
          to|over|along)
        (give me|give us) (a little|a bit|some|a few|a couple|until|till|time|one|two|another)
        (let me|let us) (check|see|ask|look|find|think|get back|come back|talk|discuss|consult|verify|clarify|
          confirm with)
        (i|we) (answer|reply|respond|get back|come back|write|report) (to you|in detail|on|by|tomorrow|later|soon|
          properly|
          today|next|as soon|then)
        expect (an|my|a|the) (answer|reply|response|update)
        (my|an|the|our) (answer|reply|response) (by|on|tomorrow|today|soon|next|in detail|comes)
        reply in detail
        (haven't|have not|didn't|did not|couldn't) (had|have|got|get|found|find|got round|gotten|get round) (time|
          the time|
          a chance|to it|around|any time|a moment|to this)
        (talk|speak|write|answer|reply|respond) (later|soon|tomorrow|properly)
        (processing|handling|process|handle) (it|this|your request|your order)
        (i'll|i will|we'll|we will|i shall|we shall|i'm going to|i am going to|we're going to|we are going to) (ask|
          check|
          find out|consult|clarify|verify|investigate|look into|look at|look it up|enquire|inquire|dig into)
        (i'll|i will|we'll|we will|i shall) (first|just|also|quickly|then) (ask|check|find out|consult|clarify|
          verify|look)
    """,
    "acknowledges": """
        (got|received|have received|i received|we received|have got|i've got|have seen|saw|i saw|noted|have your|
          seen) (it|this|your|the|that|them|and|with|safely|$|.|thanks|thank|message|mail)
        ^(got it|received|noted|understood|roger|ack|acknowledged|copy that|copy|seen|will do|sure thing|
          will check|ok|okay|k|sure|no problem|no worries|certainly|of course|happy to|alright|all right|
          absolutely|great|perfect)
        (thanks|thank you|thx) for (your|the|this|sending|reaching|letting|getting|asking|pointing|reporting|
          raising|flagging|bringing|writing|contacting|reminding|following|checking|chasing|nudging|bearing|
          waiting)
        (this is|just) (to|) (confirm|acknowledge|acknowledging|confirming) (receipt|that i|that we|we|i|your)
        (acknowledge|acknowledging|confirm|confirming) receipt
        (in|are in) (good|safe) hands
        (your|the) (message|mail|email|e-mail|note|request|question|document|documents|file) (has|have|just|
          ) (arrived|
          arrive|come in|reached me|reached us|landed|is here|received)
        (message|mail|request) received
        i have (your|the) (message|mail|email|request|note)
    """,
    "receives": """
        (got|received|have received|i received|we received|have got|noted) (it|this|your|safely|$|thanks|
          with thanks|loud|and)
        (confirm|confirming|acknowledge|acknowledging) receipt
        ^(noted|received|roger|acknowledged|copy that|will do)
        (your|the) (message|mail|email|e-mail|note|request|question) (has|have|) (arrived|come in|reached me|
          reached us)
        (message|mail|request) received
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
        (needs|need|takes) (a|some) (closer|more|little|bit|bit of|few) (look|time|digging|checking|investigation|
          research|thought|days)
        (this|it|that|your mail|your message) (slipped|got lost|fell through|escaped|was overlooked|went under)
    """,
    "answers": """
        ^(yes|yep|yeah|yup|no|nope|nah|done|agreed|approved|correct|confirmed|exactly|right|true|false|neither|
          both|either|declined|rejected|fixed|completed|sent)
        (is|are|was|were|i have|i've|we have|we've|it's|have been|has been|just) (done|fixed|completed|approved|
          attached|enclosed|sent|updated|installed|uploaded|signed|added|changed|booked|ordered|paid|shipped)
        (attached|enclosed|herewith|here is|here are|here's|here you go|here it is|there you go|please find|
          see below|see attached|as attached)
        go ahead
        (works|fine|good|great|ok|okay|perfect) (for|with|by) (me|us)
        the (answer|reason|problem|solution|price|number|password|link|file) is
        (you|we) (can|should|could|need to|must|may|have to) (use|find|try|go|ask|call|see|do|restart|reset|open|
          click|take|contact|proceed)
        (i|we) (think|believe|suggest|recommend|propose|agree|disagree|approve|decided)
        (i|we) (can't|cannot|can not|won't|don't|do not|will not|am not able|are not able) (do|help|make|attend|
          accept|approve|join|agree|have|know|think|come|send|provide|support|offer)
        (i'll|i will|we'll|we will|will) (be there|be present|be in the|be available|attend|join|bring|pick|see you|
          meet you|
          be at|come along|come too|come over|come at|come on|come to|come with|wait for you|be happy to|take the)
        (see you|meet you) (there|then|on|at|tomorrow|monday|tuesday|wednesday|thursday|friday|next|in|later)
        (count me|i'm|i am|we are|we're) (in|there|coming|joining) ($|on|at|for|too|with)
        (have to|going to|will|must) (pass|decline)
        (can't|cannot|can not|won't be able to|unable to|not able to) (make it|attend|come|join|do)
        looking forward to (it|that|this|seeing|meeting|the|working)
    """,
    "commits": """
        you (hear|get) (from|back|it|an|the|my|a) (me|us|from|answer|reply|by|tomorrow|on|today|soon|report|
          details|numbers)
        you (have|get|receive) (it|them|this|that|everything|something) (by|tomorrow|on|before|soon|today|monday|
          tuesday|wednesday|thursday|friday|next|in|tonight)
        (i'll|i will|we'll|we will|i shall|we shall|i'm going to|i am going to|we're going to|let me|i am able to)
        ^(will|shall|should)
        (and|but|so|then|thanks|it|- |ok|okay|received|) will (send|get|do|check|reply|respond|look|let|have|come|
          be back|revert|answer|update|deliver|finish|call|forward|review|process|fix|submit|provide|prepare|handle|
          try|
          report|share|tell|complete|see|ask|contact|respond|keep|return|arrange)
        (you'll|you will|you shall|you should|you can) (hear|have|get|receive|expect)
        (i|we) (should|hope to|expect to|plan to|aim to|intend to|promise|promise to|can) (have|get|send|be able|
          know|answer|reply|finish|do|deliver|respond|look|check|you)
        (it|this|that|they|the answer|the report|the numbers|the file|the contract|everything) (will|'ll|should|
          is going to) be (ready|done|there|with you|finished|sent|in your|delivered|fixed|on your|completed|
          available)
        it'll be
        (i'm|i am|we're|we are) (sending|getting|finishing|checking|looking|working|aiming|planning|back|
          going) (it|this|that|you|for|on|into|to|at|with|in|over|back)
        (on it|working on it|more|answer|reply|update|details) (by|tomorrow|today|on|before|soon|until|this|
          to follow|next|follows|follow|and)
        (give|need) (me|us|a|some|until|till) (until|till|a|some|few|day|days|two|an|to|more|one|the)
        (back to you|in touch|get back|be back to|be back with|revert|come back)
        (i|we) promise
        (i|we) (answer|reply|respond|write|report) (to you|in detail|on|by|tomorrow|later|properly|today|next|then)
        (comes|gets|will come|will get) back to you
        expect (an|my|a|the) (answer|reply|response|update)
    """,
    "delivers": """
        (send|reply|respond|answer|return|deliver|submit|complete|finish|confirm|provide|forward|get it|get this|
          get me|get back|back to me|need it|need this|need that|need them|need the|need your|need an|know|hear|
          approve|sign|review|fix|pay|upload|call|update|have it|have this|have the|receive|respond|comments|
          feedback|due|deadline|rsvp|decision|answer me|fill|done|ready|in place|hand in|register|prepare|share|
          give me|give us|let me have|let us have)
        deadline is
        (reach|reaches|arrive|arrives) (me|us|here|by|before)
        (must|has to|have to|needs to) (be|arrive|reach|go|leave|get)
    """,
    "attaches": """
        (attached|enclosed|here is|here are|here's|herewith|i attach|i'm attaching|i am attaching|see attachment|
          forgot the attachment|forgot to attach|with attachment|the attachment)
    """,
    "duty": """
        (i|we) (need|have|ought) to
        (i|we) (must|should) (first|still|)
        (i've|we've|i have|we have) got to
    """,
    "looks": """
        (see what|see if|see whether|see how|see who|see where|see with|see about|check|ask|look into|look at|
          look it up|find out|consult|clarify|verify|discuss this with|discuss it with|talk to|speak to|
          speak with|talk with|dig|investigate|count|go through|think about|think it over|confirm this with|
          check with|
          confirm it with|clear this with|read it|read this|read through|study it|review it|review this|
          get back to you|come back to you|sleep on)
    """,
    "patience": """
        (give|need) (me|us) (a|some|until|till|another|one|two|time) (little|bit|few|couple|day|days|moment|minute|
          hour|
          time|while|more|week|monday|tuesday|wednesday|thursday|friday|tomorrow|of)
        (give|need) (me|us) (until|till|time)
        (bear|bare) with (me|us)
        (need|needs|take|takes|taking|requires|require) (me|us|a|a bit|a little|some|much|another|one more|two more|
          ) (longer|
          more time|bit longer|little longer|few more|another day|another hour|another week|more days|day or two|
          couple of days|few days)
        (longer|more time|later) than (i|we|expected|planned|promised)
    """,
}
