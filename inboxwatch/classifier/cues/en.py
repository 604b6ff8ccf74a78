"""English cues: requests and dates."""

from __future__ import annotations

from inboxwatch.classifier.cues import en_moves

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
        i (have a|have one|have two|have a few|have some|had a|had one) (quick question|question|questions|
          request|favor|favour)
        (quick question|one question|one more question)
        (anyone|anybody) (know|knows|have|has|interested|going|able|willing)
        (ask|asking) you (to|for|if|whether|about|a|something)
        (be|am|i'm|are) (so|very|really|) (glad|happy|thankful|delighted|obliged|pleased|grateful) if (you|someone|
          somebody|anyone)
        (my|our|one|another) (question|questions) (is|are|to you|for you) (how|what|whether|if|is|are|does|do|why|when|
          who|where|which|would|can)
        (enlighten|correct|remind|walk|point|help) me (on|if|to|of|through|out|when|whether|in)
    """,
    "please": """
        (please|pls|plz|kindly)
    """,
    "orders": """
        ^(please|pls|also|and|so|then|just|) (send|call|give|check|forward|review|confirm|advise|provide|add|fix|
          update|resend) (me|us|the|this|that|him|her|them|your|my|a|to|it|with|if|whether|by)
        ^(please|pls|also|and|so|then|just|) (print|schedule|arrange|prepare|complete|fill|sign|return|submit|
          make|get|take|find|remind|ask|tell|email|fax|mail|set) (me|us|the|this|that|him|her|them|out|sure|back|
          up|it)
        ^let's (discuss|talk|meet|get)
        ^(need|want) (you|your|the|a|to know)
        ^(rsvp|call me|advise|comments|thoughts|ideas|suggestions|opinions)
        (send|give|call|email|e-mail|fax|forward) me
        (give|send) us
        (take|get|remove|unsubscribe|drop) (me|us) (off|from) (this|the|your|that)
        ^(can|could|) (enlighten|remind|correct) me
    """,
    "tells": """
        (let me|let us|lemme|let's me) know
        lmk
        (tell|inform|advise|update|notify) (me|us)
        (get|come|report|write) back to (me|us)
        keep (me|us) (posted|updated|informed|in the loop)
        (your|any|some) (thoughts|feedback|input|comments|opinion|opinions|advice|suggestions|view|views|ideas)
        what do you (think|say|suggest|recommend|want|need|prefer)
        (^|please|pls|kindly|and|to|must|should|you|just) (reply|respond|answer) (to me|asap|by|before|with|as soon)
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
        (i'd|we'd|i would|we would) (need|want|love|prefer|require)
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
        ^(and|but|so|also|or|then|) (what|when|where|who|why|how|which) (is|are|was|were|do|does|did|can|could|
          should|would|will|have|has|much|many|long|else|time|kind|if|exactly)
        what's
        when's
        where's
        who's
        how's
        (curious|interested) (if|whether|what|how|to know|to hear)
    """,
    "opens": """
        ^(and|but|so|also|or|then|) (what|when|where|who|whom|whose|why|how|which|what's|where's|who's|how's)
        ^(and|but|so|also|or|then|) (is|are|was|were|do|does|did|can|could|should|shall|would|have|has|may|any|
          isn't|aren't|don't|doesn't|didn't|wouldn't|couldn't|shouldn't|haven't|hasn't)
    """,
    "waits": """
        (waiting|wait) (for|on) your (reply|answer|response|approval|decision|confirmation|feedback|input|
          comments|go-ahead|ok|okay|signature|call)
        (awaiting|await|awaits|need|needs|pending) your (reply|answer|response|approval|decision|confirmation|
          feedback|input|comments|go-ahead|ok|okay|signature|call|review|help|assistance|advice)
        (look|looking) forward to hearing from you
        (look|looking) forward to your (reply|response|answer|feedback|comments|thoughts|call)
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
        (does|would|will|do) (monday|tuesday|wednesday|thursday|friday|tomorrow|today|that|this|it|next week|then|
          the) (work|suit|be ok|be okay|be good)
        (work|works|suit|suits|good|convenient|possible) (for|with) (you|u|your|everyone)
        (can|could|shall|should) we (meet|talk|discuss|speak|schedule|set|have a call|catch up|reschedule|move|
          postpone|chat)
        (meet|lunch|coffee|dinner|call|chat|meeting) (tomorrow|today|on monday|on tuesday|on wednesday|
          on thursday|on friday|next week|this week)
        (set|setting) up a (meeting|call|time)
        (schedule|arrange|reschedule|set up) (a|the|our|an) (meeting|call|time|visit|interview|appointment)
        want to (meet|have lunch|grab|get together|come)
        (up for|interested in) (lunch|dinner|coffee|drinks)
    """,
    "courtesy": """
        (please|kindly) (find|see) (attached|enclosed|below|the attached|the enclosed|the below|herewith)
        (please|kindly) find (the|our|my|your) (agenda|minutes|report|file|files|document|documents|list|slides|draft|
          contract|invoice|offer|figures|summary|letter|form|schedule|plan|link|quote|results|statement)
        please (go ahead|do) $
        (please|kindly|pls) (note|be aware|be advised|be informed|remember|disregard|ignore|excuse|accept my|
          forgive|pardon|visit|keep in mind|see below|see the attached|see attached)
        (see attached|see below|see the attached)
        please (click|log|logon|login|unsubscribe|enjoy|visit|go to|take a moment|contact|call our|refer to|see|read)
    """,
    "bulk": """
        (unsubscribe|sponsor|sponsors|advertisement|advertising|newsletter|subscribers|webinar|copyright)
        click here
        (free|special|limited) (trial|offer|shipping|time offer)
        (all rights|rights) reserved
        (to be|be) removed from (this|our|the)
    """,
    "closing": """
        let (me|us) know if (you have any|you've any|there are any|there's any|you have|you need|anything|i can|
          we can|you should|you want any|you'd like any|you require|there is anything|there's anything|any)
        (let me|let us) know should you
        (if|should) you (have|need|require) (any|further|more|additional|anything|something)
        (if|should) (there are|there is|you've) (any|further) (questions|problems|issues|concerns)
        (feel free|do not hesitate|don't hesitate|please feel free|hesitate to)
        if i can be of
        (please|pls) (join me|join us|join in)
        would you like to (receive|unsubscribe|subscribe)
        if you (received this|have received this|are not the intended|no longer wish|would like to unsubscribe|
          have already|would like more information|did not request)
        any questions
        call me if you (have any|have|need)
        contact me if
        (thank|thanks) (you|) (for your|in advance for your) (attention|patience|understanding|time|cooperation|
          help|support)
    """,
    "noted": """
        (fyi|f.y.i.|fyi.|fysa)
        for your (information|records|reference|files|info)
        just (for info|to let you know|letting you know|wanted to let you know|sharing|to inform you|an fyi|
          a heads up)
        (wanted|want|writing) to (let you know|inform you|share|announce|tell you)
        (would like|pleased|happy|delighted|excited) to (inform|announce|share|report)
        (heads up|heads-up)
        (no|without) (reply|response|answer|action|need|further action|rush) (is|are|) (needed|required|necessary|
          expected)
        (no need|need not|don't need|do not need|no reason) to (reply|respond|answer|do anything|act|get back)
        (don't|do not|not) (bother|worry|need to|have to|necessary to) (to|about|with|) (reply|replying|respond|
          responding|answer|answering)
        (nothing|no action) (for you|) to do
        not expecting (a reply|an answer|a response)
        do not reply to this
        don't reply to this
        nnr$
        nrn
    """,
    "social": """
        how (are|was|were|is|have) (you|things|your|ya|it|everyone|everything|life)
        (how's|how is|how was) (it going|your|everything|the family|life|the weather|things|my)
        how (do|did) you (do|like your)
        (hope|trust) (you|all|this|that|everything|your|things)
        (have|had|enjoy) a (nice|good|great|lovely|wonderful|pleasant|super|safe)
        what's (up|new|going on)
        (isn't|wasn't|doesn't|won't) (it|that) (great|nice|funny|amazing|awesome|wonderful|cool)
        (guess what|you know what|who knows|why not|so what|huh|remember|really cool) ? |
        ^(right|ok|okay|yes|really|oh really) ? |
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
    **en_moves.PHRASES,
    "help": """
        help (me|us) (with|to|out|find|get|fix|understand|solve|finish|on|here)
        you (can|could|will|would|might) (help|send|tell|give|let|check|look|confirm|explain|approve|answer|
          have a look)
    """,
    "talks": """
        (like|love|want|wanted|need|needed|hoping|hope|happy|have|great|good|nice|able|time|chance|opportunity|
          us|order|way) to (discuss|speak|talk|meet|chat|connect|sit down|catch up|get together|touch base|go over)
        (can|could|should|shall|might|may|will) (we|i|all|both|then|) (discuss|talk|speak|meet|chat|catch up|
          get together|go over)
        (discuss|speak|talk|meet|chat|meeting|lunch|dinner|coffee|speaking|talking|appointment) with you
        (let us|lets) (discuss|talk|meet|get|go|plan|try|do|see|set|have|make|touch|schedule|catch|chat|keep|use|
          move|start|take|be|try|work|put|find|aim)
        (why don't|why do not) (you|we)
        (how|what) about (we|you|if|a|the|this|next|monday|tuesday|wednesday|thursday|friday|tomorrow|lunch)
        (works|work|good|fine|best) for (me|us)
    """,
    "nudges": """
        (be sure|make sure|remember|don't forget|do not forget) (to|that|you)
        go ahead and
        (when|whenever|as soon as|if|once) you (get|have|find) (a|the|some) (chance|minute|moment|second|time|
          opportunity|few)
        at your (earliest|convenience)
        (are|will) you (still|all|both|) (available|able|around|free|coming|interested|ready|attending|there|going)
        (you|you all|everyone|both of you|all of you) (can|could) (come|make|join|attend|give|send|bring|meet|call|
          take|look|review|please)
        (it would be|would be|it'd be|that would be) (great|good|helpful|nice|useful|appreciated|wonderful|awesome)
        (send|give|get|forward|email|call|drop|shoot|mail) me (a|the|an|your|what|when|any|all|at|back|if|this|some)
        ^(you|we|everyone|you all|guys we) (need|should|must|may want|might want|better|ought) (to|)
        (a|an|the) (copy|update|list|draft) (of|on)
    """,
    "offers": """
        (we|i) (can|could|will|would be happy to|am happy to|are here to|would love to|are able to) (help|assist|be in|
          be there|be able|forward|let you know|send|get back|keep you|follow up|provide|take care|offer|bring)
        can help (you|)
        help you (get|find|save|with|achieve|grow|make|to|reach|improve)
        let me (tell you|explain|introduce|show|share)
        (will|to|shall) (get back|let you know|follow up|keep you)
        free to (contact|call|reach|email|write)
        (back|in touch) with you
        (any|have|other|further) questions
    """,
    "announces": """
        ^(and|so|but|) (we|i) (are|hope|want|have|had|were|was|got|received|am|just|also|wanted|think|believe) (a|an|
          the|to|that|you|in|on|very|so|not|been|pleased|happy|excited|going|your|this|our|just|all|getting|glad|
          hoping|sure|really)
        ^(unfortunately|attached|see you|looking forward|look forward|as discussed|as we|as you|as per|here is|
          here are|it will|it is|it was|this is|this was|that is|that was|there is|there are|you will|you can)
        (look|looking) forward to (seeing|meeting|working|it|our|the|your visit)
        to ensure
        (so|that) you can
        am going to
    """,
    "solicits": """
        (want|like|wish|prefer|love) (not|) to (receive|win|change|unsubscribe|learn|save|share|stop|help|try|order)
        (click|clicking) (here|below|on|the)
        (add|adding) us to
        your (inbox|address book|email preferences|subscription|account|password|profile|membership|order|free)
        (contact|visit|follow|call|join|email) us
        (link|button|links) below
        (please|kindly) (visit|click|update your|activate|add|log|sign)
        (apply|register|sign up|enter|order|shop|buy) (for|now|today|here|to win|online)
        our (website|site|store|page|newsletter|customers|members|latest|products|services|company|mailing)
    """,
    "hopes": """
        (hope|trust|hoping) (you|that you|this|someone|somebody)
    """,
    "provided": """
        (unless|maybe|perhaps|possibly|might)
        (provided|assuming|supposing) (that|i|we|nothing|everything|you|it|all)
        ^if (i|we|you|nothing|everything|all|it|the|things|time|possible)
        if (time|nothing|everything|all goes|all is|possible|things|i find|i get|i have|i manage|we find|we get|
          we manage|you)
        (i|we) may (be|get|have|send|come|look|do|find|not)
    """,
    "absent": """
        (on|from|in|to) (holiday|holidays|vacation|leave|annual leave|pto|parental leave|sick leave)
        (out of|away from) (the office|office|my desk|town)
        (am|are|be|be back|i'm) (away|out|off|abroad|travelling|traveling) (until|till|from|on|this|next|tomorrow|all)
    """,
    "says": """
        (said|says|wrote|writes|answered|replied) $
        (told|tells|promised|texted) (me|us|him|her|them|everybody|everyone) $
    """,
    "denies": """
        not (by|before|until|till)
        (he|she|they|who) (will be|is|are|comes|returns) back (on|at|in|next|tomorrow|from|by)
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
    "morning": "this morning|in the morning|morning|first thing|first thing in the morning",
    "noon": "noon|midday|lunch|lunchtime|lunch time|12 noon",
    "afternoon": "this afternoon|in the afternoon|afternoon",
    "evening": "night|at night|in the evening|evening",
    "tonight": "this evening|tonight|tonite",
    "midnight": "midnight",
    "close": (
        "in the course of the day|during the day|within the day|in the course of today|later today|"
        "later this day|end of day|end of the day|end of business|close of business|close of play|"
        "close of the day|eod|cob|eob|cop|end of today|the end of the day"
    ),
    "week end": (
        "end of week|end of the week|end of this week|the end of the week|the end of this week|eow|"
        "week's end|this week|within the week|later this week"
    ),
    "next week": (
        "next week|the coming week|in the course of next week|early next week|beginning of next week|end of "
        "next week|the end of next week"
    ),
    "next week end": "end of next week|the end of next week",
    "month end": (
        "end of month|end of the month|the end of the month|end of this month|the end of this month|eom|"
        "month end|month's end"
    ),
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
    "by": (
        "by|before|until|till|no later than|not later than|latest|at the latest by|prior to|due|due on|"
        "due by|on or before|within|deadline|deadline is|deadline:|asap by|by the|the deadline is"
    ),
    "late": "at the latest|latest",
    "of": "of the|of|the|on|on the|at|for",
    "clock": "o'clock|oclock|h|hrs|hours|sharp",
    "half hour": "half an hour|half hour|a half hour|a half-hour|half-hour",
    "week number": "week|calendar week|cw|wk|kw",
    "end of": "end of|the end of|end|late",
    "next month": "next month|end of next month|the end of next month",
    "fortnight": "a fortnight|in a fortnight|within a fortnight",
    "half past": "half past|half",
}
